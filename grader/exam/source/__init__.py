"""What can be read from a student's source: definitions, signatures, the Python it was written for. Trusted side.

It is parsed here and never run, imported or compiled.
"""
