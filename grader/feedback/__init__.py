"""What may be said of a grade, and in which words, apart from any form. Trusted side; knows the result model alone."""
