"""Reports back to students, in the formats that platforms, mail and the web take. Trusted side.

They contain only pages that a student may read. A new format is one class, and a line in `formats`.
"""
