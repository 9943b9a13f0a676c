"""What came of a submission, with all that the record of a class keeps beside it. Trusted side."""

from msgspec import Struct

from grader.gradebook.store.graded_tasks import NO_TASKS, KnownTasks
from grader.gradebook.task_works import NO_WORKS, TaskWorks
from grader.model import SubmissionResult


class NewResult(Struct, frozen=True):
    """What is to be kept.

    Attributes:
        result: The grade, or why there is none.
        held_back: Why its student may not see the grade yet, if so.
        arrived: A digest of what had arrived, where it could be read.
        works: What of it the grade of each task depends on.
        known: The tasks that were on record.
    """

    result: SubmissionResult
    held_back: str = ""
    arrived: str = ""
    works: TaskWorks = NO_WORKS
    known: KnownTasks = NO_TASKS
