"""Grades -> the files that a learning platform takes back. Trusted side; pure, reads and writes no file.

A teacher downloads the gradebook or worksheet, and only the cells that hold grades change in it: platforms compare the
others with what they know, and mistake a file that differs for another one.
"""
