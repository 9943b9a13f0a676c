"""The formats in which a class arrives: one small class for each platform. Trusted side; nothing is unpacked or run.

A new format is one file with a class of the protocol `records.SourceFormat`, and its line in `registry`.
"""
