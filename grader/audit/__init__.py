"""The audit: tests the tests by grading what must get everything, what must get nothing and what must lose points.

Trusted side. A user of the exam like the gradebook is, and a part of its own: the exam knows nothing of being audited.
"""
