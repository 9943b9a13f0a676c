"""Renderings of a grade for people. Trusted side; knows the result model, nothing of assignments, exams or guests."""
