"""What the record of a class contains besides grades: its assignment, and how a run was made. Trusted side."""

from collections.abc import Mapping

from msgspec import Struct

HANDED_IN, MISSING, WITHDRAWN = "handed in", "missing", "withdrawn"
"""The status of a member of the class."""
GRADED, WITHHELD, UNGRADED = "graded", "withheld", "no grade"
"""The status of a submission after a run."""


class AssignmentFacts(Struct, frozen=True, kw_only=True):
    """The assignment of a record.

    Attributes:
        slug: Its name; the record of one assignment accepts no grades of another.
        title: Its title.
        tasks: The id, title and points of each task, in order.
        bonus: The ids of the bonus tasks, whose points are not part of the highest score.
        late_policy: The penalty for late work, as JSON; empty if there is none.
        diagrams: Its diagrams, encoded, so that reports can be rewritten from the record alone.
    """

    slug: str
    title: str
    tasks: tuple[tuple[str, str, float], ...]
    late_policy: str = ""
    diagrams: bytes = b""
    bonus: tuple[str, ...] = ()

    @property
    def max_score(self) -> float:
        """The highest score."""
        return sum(points for task, _, points in self.tasks if task not in self.bonus)


class RunFacts(Struct, frozen=True, kw_only=True):
    """How a run was made.

    Attributes:
        started_at: When it started, in ISO 8601.
        made_with: A digest of everything that its grades depend on besides the submissions.
        assignment_digest: The part of that for the assignment and its solution.
        engine_digest: The part of that for the grader.
        isolation: The isolation level of students' code.
        seed: The commitment to the seed, as in grades.
        grader: The grader's version.
        python: The version of Python.
        numpy: The version of NumPy.
        source: The source of the class, as given.
        tasks: For each task, a digest of what its part of a grade depends on besides the submission.
    """

    started_at: str
    made_with: str
    assignment_digest: str = ""
    engine_digest: str = ""
    isolation: str = ""
    seed: str = ""
    grader: str = ""
    python: str = ""
    numpy: str = ""
    source: str = ""
    tasks: Mapping[str, str] = {}
