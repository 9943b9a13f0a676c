"""Whole classes: the bulk engine and the gradebook. Trusted side; hands out submissions and collects encoded grades."""
