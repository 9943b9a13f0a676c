"""Executes a submission's notebook for display: by nbclient, with IPython's kernel in the jail. Trusted side.

What comes of it is shown in the report and decides nothing. It happens in a process of its own, which a kernel that
floods or hangs may bring down without harm.
"""

from grader.notebook_execution.parent import execute_notebook, with_executed_notebook

__all__ = ["execute_notebook", "with_executed_notebook"]
