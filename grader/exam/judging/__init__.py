"""What a finished test means: its verdict, what a report shows of it, what its author must fix. Trusted side."""
