"""The untrusted side. Imports only the standard library, NumPy, msgspec, the wire, and Matplotlib lazily; knows no
tests, expected values or scores. Nothing imports it: the host starts `python -m grader.guest.start`.
"""
