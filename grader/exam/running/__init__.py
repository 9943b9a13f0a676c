"""The standing exam: pytest with the hidden tests, which grades one submission after another. Trusted side.

The reference is imported here, so nothing of a student's ever is.
"""
