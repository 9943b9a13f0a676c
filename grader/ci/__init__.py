"""A grade -> what CI systems and course platforms read of it, and one grading of pushed work. Trusted side.

All of it can be read by the student, so each form is made from `results.Results`, which lets a grade through the gate.
The forms are pure and know no exam and no guest; `run` grades, and `delivery` writes.
"""
