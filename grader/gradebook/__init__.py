"""Whole classes: the bulk engine and the gradebook. Trusted side; hands submissions out and collects encoded grades."""
