"""What a guest tries in order to escape, one function per attempt: it raises if it was stopped. Runs in a guest only.

The host reads these files as text and submits one like a submission. What a function returns says what it reached. Its
argument contains what the host prepared as targets: paths, process ids, ports.
"""
