"""Makes the handout, for authors: the notebook from README.md and the stub modules. Trusted side.

It reads only the files of the assignment and the solution, nothing of a student's.
"""

from grader.handout.notebook import handout_notebook, notebooks, reference_notebook

__all__ = ["handout_notebook", "notebooks", "reference_notebook"]
