"""The clerk's screens: one file each, with its frozen state, its presenter and its view."""
