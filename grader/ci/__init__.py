"""A grade -> what CI systems and course platforms read, and grading one push. Trusted side.

Students can read all of it, so each format is made from `results.Results`, which passes a grade through the gate.
The formats are pure and know no exam and no guest; `run` grades, and `delivery` writes.
"""
