"""What a student hands in: the archive, its receipt, and the way to the course's git server. Trusted side.

It reads the student's own folder and the handout; it needs no solution, and runs no code of the work.
"""
