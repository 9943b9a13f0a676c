"""What the record of a class holds beside grades: of which assignment it is, and how a run was made. Trusted side."""

from collections.abc import Mapping

from msgspec import Struct

HANDED_IN, MISSING, WITHDRAWN = "handed in", "missing", "withdrawn"
"""What somebody on the roster has done."""
GRADED, WITHHELD, UNGRADED = "graded", "withheld", "no grade"
"""What a run left of a submission."""


class AssignmentFacts(Struct, frozen=True, kw_only=True):
    """The assignment of a record.

    Attributes:
        slug: Its name; a record of one assignment takes no grades of another.
        title: What people call it.
        tasks: Id, title and points of each task, in their order.
        bonus: The ids of those whose points come on top of all there are.
        late_policy: What late work costs, as JSON; empty where nothing is said of that.
        diagrams: Its diagrams, encoded, so that reports can be written again from the record alone.
    """

    slug: str
    title: str
    tasks: tuple[tuple[str, str, float], ...]
    late_policy: str = ""
    diagrams: bytes = b""
    bonus: tuple[str, ...] = ()

    @property
    def max_score(self) -> float:
        """All points there are."""
        return sum(points for task, _, points in self.tasks if task not in self.bonus)


class RunFacts(Struct, frozen=True, kw_only=True):
    """How a run was made.

    Attributes:
        started_at: When, in ISO 8601.
        made_with: A digest of all that its grades depend on besides the submissions.
        assignment_digest: The part of it that is of the assignment and its solution.
        engine_digest: The part of it that is of the grader.
        isolation: The level that students' code ran at.
        seed: The commitment to the seed, as grades have it.
        grader: The grader's version.
        python: Python's.
        numpy: NumPy's.
        source: What the class was given as.
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
