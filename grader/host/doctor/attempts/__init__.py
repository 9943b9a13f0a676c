"""What a guest tries in order to escape, one function per attempt: it raises if it was stopped. Runs in a guest only.

The host reads these files as text and hands one in like a submission. What a function returns tells what it got at. Its
argument has what the host put there to get at: paths, process ids, ports.
"""
