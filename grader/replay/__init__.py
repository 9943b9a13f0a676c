"""Runs a submission's notebook for the eyes: by nbclient, with IPython's kernel in the jail. Trusted side.

What comes of it is shown in the report and decides nothing. It happens in a process of its own, which a kernel that
floods or hangs may bring down without harm.
"""

from grader.replay.parent import replay, with_replay

__all__ = ["replay", "with_replay"]
