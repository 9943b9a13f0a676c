"""A submission's result, with everything that the record of a class stores with it. Trusted side."""

from msgspec import Struct

from grader.gradebook.store.graded_tasks import NO_TASKS, KnownTasks
from grader.gradebook.task_works import NO_WORKS, TaskWorks
from grader.model import SubmissionResult


class NewResult(Struct, frozen=True):
    """A result to store.

    Attributes:
        result: The grade, or why there is none.
        held_back: Why its student may not see the grade yet, if so.
        arrived: A digest of what had arrived, if it could be read.
        works: The digests of the work that each task's grade depends on.
        known: The tasks whose results were already in the record.
    """

    result: SubmissionResult
    held_back: str = ""
    arrived: str = ""
    works: TaskWorks = NO_WORKS
    known: KnownTasks = NO_TASKS
