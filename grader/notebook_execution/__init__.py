"""Executes a submission's notebook for display, with nbclient and IPython's kernel in the jail. Trusted side.

The result is shown in the report and does not affect points. It runs in a separate process, so that a kernel that
floods or hangs can at most bring that down.
"""

from grader.notebook_execution.parent import execute_notebook, with_executed_notebook

__all__ = ["execute_notebook", "with_executed_notebook"]
