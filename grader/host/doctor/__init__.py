"""Tries the jail from inside, with one guest for each attempt to get out. Trusted side."""
