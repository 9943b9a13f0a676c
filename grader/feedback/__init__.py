"""What may be said about a grade, and in which words, whatever the format. Trusted side; knows only the model."""
