"""A grade -> what CI systems and course platforms read of it. Trusted side; pure, knows no exam and no guest.

All of it can be read by the student, so all of it is made from `results.Results`, which lets a grade through the gate.
"""
