"""The standing exam: pytest with the hidden tests, which grades one submission after another. Trusted side.

The reference is imported here, so student code never is.
"""
