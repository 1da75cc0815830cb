"""The hall's call screen: a program of its own on the big screen, which only reads."""
