"""The audit: tests the tests by grading what must get all points, what must get none and what must lose some.

Trusted side. It uses the exam as the gradebook does, as a separate part: the exam does not know that it is audited.
"""
