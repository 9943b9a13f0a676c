"""The kernel jail of untrusted processes: limits, another user, namespaces, Landlock and seccomp. Untrusted side.

Everything that can be computed before a fork is computed before it (`Jail`), so a guest pays only for system calls. A
layer that was requested and cannot be applied is an error and never skipped: a grade's isolation level must be true.
"""
