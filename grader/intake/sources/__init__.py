"""The forms in which a class arrives: one small class for each platform. Trusted side; nothing is unpacked or run.

A new form is one file with a class of the protocol `records.Source`, and its line in `registry`.
"""
