"""The social security card's chip over PC/SC: commands, files, PIN; the pcsc side is a small process of its own."""
