"""One task of one submission while it is graded: its guests, its calls, its time and its notebook. Trusted side."""
