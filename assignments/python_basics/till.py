"""Task 6: a program. Run it with `python till.py`, type lines, and end with Ctrl-D (on Windows Ctrl-Z and Enter)."""

raise NotImplementedError
