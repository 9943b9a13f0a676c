"""A student's own check: public tests, which run beside the student's code and give no points. Trusted side."""
