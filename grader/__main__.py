"""`python -P -m grader`, the same as `grader`. Trusted side."""

from grader.start import main

main()
