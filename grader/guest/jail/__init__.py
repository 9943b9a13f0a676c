"""The kernel jail of untrusted processes: limits, another user, namespaces, Landlock and seccomp. Untrusted side.

Everything that can be computed before a fork is (`Jail`), so that a guest pays only for system calls. A layer that was
requested and cannot be applied is an error and never skipped: what a grade says about its isolation must hold.
"""
