"""Renders grades for people. Trusted side; knows the result model, nothing about assignments, exams or guests."""
