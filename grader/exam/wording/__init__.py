"""What was returned and how it differs from what was asked for, in sentences. Trusted side; pure; knows no tests.

What a student may read below the level of inputs comes from short lists, which `docs/security.md` counts.
"""
