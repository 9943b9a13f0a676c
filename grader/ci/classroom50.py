"""result.json of Classroom 50. Trusted side; pure.

It counts whole points only. Points are multiplied by the smallest number that makes those of all tests whole, which is
the same for everybody's work: nothing is rounded, and the share stays the same. A withheld grade has no such
file: if it is missing, the runner records an error, 0 points out of 0.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from math import lcm

import msgspec
from msgspec import Struct
from msgspec.structs import asdict

from grader.ci.format import CheckoutFile, Job, Output, ResultFormat, System
from grader.ci.results import Results, TaskReport
from grader.ci.summary import summary
from grader.errors import UsageError
from grader.model import Outcome

SCHEMA = "classroom50/result/v1"
FINEST_STEP = 1000
"""The finest fraction of a point that is kept."""
_NEEDED = ("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL")


class WorkflowRun(Struct, frozen=True, kw_only=True):
    """What the runner of Classroom 50 passes to its autograder in environment variables; `result.json` repeats it."""

    schema: str = SCHEMA
    classroom: str
    assignment: str
    assignment_type: str
    owner: str
    submission: str
    commit: str
    release: str
    review: str

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> "WorkflowRun":
        """Reads the variables. Raises UsageError if one is missing."""
        missing = [name for name in _NEEDED if not environment.get(name)]
        if missing:
            raise UsageError(
                f"--format classroom50 needs {', '.join(missing)} in the environment: run it from the autograder.py "
                "that Classroom 50 runs."
            )
        classroom, assignment, submission, commit, release = (environment[name] for name in _NEEDED)
        return cls(
            classroom=classroom,
            assignment=assignment,
            assignment_type=environment.get("ASSIGNMENT_TYPE") or "individual",
            owner=environment.get("OWNER") or environment.get("USERNAME") or "unknown",
            submission=submission,
            commit=commit,
            release=release,
            review=environment.get("REVIEW_URL") or commit,
        )


class TestEntry(Struct, frozen=True, kw_only=True, rename="kebab"):
    """One task, which is one of its tests to Classroom 50."""

    test_name: str
    passed: bool
    score: int
    max_score: int


class ClassroomResult(WorkflowRun, frozen=True, kw_only=True, rename={"max_score": "max-score"}):
    """The file."""

    datetime: str
    score: int
    max_score: int
    tests: tuple[TestEntry, ...]


class Classroom50(ResultFormat):
    """What the autograder of Classroom 50 leaves in the checkout."""

    name = "classroom50"
    about = "`result.json` and `release-body.md` in the current folder"
    systems = frozenset({System.CLASSROOM50})
    checkout_files = ("result.json", "release-body.md")

    def check(self, job: Job) -> None:
        """Raises UsageError if its runner has not started this, or would take the exit code for a failure."""
        WorkflowRun.of(job.environment)
        if job.min_score > 0:
            raise UsageError(
                "--min-score ends with 1, which Classroom 50 takes for an autograder that failed: leave it out."
            )

    def render(self, results: Results, job: Job) -> Iterator[Output]:
        """Both files, if there is a grade to hand out."""
        if not results.withheld:
            result, text = self.checkout_files
            yield CheckoutFile(result, document(results, WorkflowRun.of(job.environment), job.now))
            yield CheckoutFile(text, release_body(results).encode())


def document(results: Results, run: WorkflowRun, now: datetime) -> bytes:
    """The file for a grade that is not withheld. The runner replaces `now` by its own time of the submission."""
    whole = _factor(results)
    parts = tuple(_part(task, whole) for task in results.tasks)
    made = ClassroomResult(
        **asdict(run),
        datetime=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        score=sum(part.score for part in parts),
        max_score=sum(part.max_score for part in parts),
        tests=parts,
    )
    return msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n"


def release_body(results: Results) -> str:
    """The text of the release: the summary, and how the points there come about."""
    whole = _factor(results)
    counted = f"\nClassroom 50 counts whole points, so each point is {whole} there.\n" if whole > 1 else ""
    return summary(results) + counted


def _factor(results: Results) -> int:
    points = (Fraction(test.max_score).limit_denominator(FINEST_STEP) for task in results.tasks for test in task.tests)
    return min(lcm(*(part.denominator for part in points)), FINEST_STEP)


def _part(task: TaskReport, whole: int) -> TestEntry:
    return TestEntry(
        test_name=task.name,
        passed=all(test.outcome is Outcome.PASSED for test in task.tests),
        score=sum(round(whole * test.score) for test in task.tests),
        max_score=0 if task.bonus else sum(round(whole * test.max_score) for test in task.tests),
    )
