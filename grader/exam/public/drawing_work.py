"""Whether the guests of a check need Matplotlib from the start. Trusted side; static.

Importing it takes longer than the tests of most tasks. A guest that needs it nevertheless ends, and its task is checked
again with Matplotlib: so this decides how long a check takes, and nothing else.
"""

from grader.assignment import Assignment
from grader.exam.source.drawing import may_draw
from grader.intake.unfinished import is_to_be_written
from grader.model import Submission


def draws_from_the_start(assignment: Assignment, submission: Submission) -> bool:
    """Whether libraries, a notebook, what all tests share or any written code may draw."""
    if assignment.libraries or submission.notebook is not None:
        return True
    tests, own = assignment.public_tests(), {task.public_test for task in assignment.tasks}
    shared = [content for name, content in tests.items() if name not in own]
    files = {**submission.files, **assignment.given_files()}
    code = [content for name, content in files.items() if name.endswith(".py") and name not in tests]
    return any(map(may_draw, [*shared, *(text for text in code if not is_to_be_written(text))]))
