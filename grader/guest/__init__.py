"""The untrusted side. Imports the standard library, NumPy, msgspec and the wire, Matplotlib lazily; knows no test,
no expected value and no score. Nothing imports it: the host starts `python -m grader.guest.start`.
"""
