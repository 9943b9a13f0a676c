"""What becomes of a test that has ended: its verdict, what a report shows of it, what an author must mend. Trusted."""
