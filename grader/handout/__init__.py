"""What an author makes the handout with: the notebook from README.md and the stub modules. Trusted side.

It reads the assignment's and the solution's own files only; nothing of a student's comes near it.
"""

from grader.handout.notebook import handout_notebook, notebooks, reference_notebook

__all__ = ["handout_notebook", "notebooks", "reference_notebook"]
