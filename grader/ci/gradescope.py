"""results.json of Gradescope. Trusted side; pure.

All text has the format `text`, which is shown as it is. A withheld grade has no such file: Gradescope knows
no result without a score, and what it says about a missing file is true.
"""

from collections.abc import Iterator, Mapping

import msgspec
from msgspec import Struct

from grader.ci.format import Job, Output, OutputFile, ResultFormat
from grader.ci.results import Results, TaskReport, TestReport
from grader.errors import GraderError, SubmissionError, UnreadableError
from grader.model import Outcome


class GradescopeTest(Struct, frozen=True, kw_only=True):
    """One test. Its output is what the report says too, so it need not be hidden."""

    name: str
    name_format: str = "text"
    number: str
    status: str
    score: float
    max_score: float
    output: str
    output_format: str = "text"
    visibility: str = "visible"


class GradescopeResults(Struct, frozen=True, kw_only=True):
    """The file. What the command printed is for instructors: it is the same in another form."""

    score: float
    output: str
    output_format: str = "text"
    visibility: str = "visible"
    stdout_visibility: str = "hidden"
    tests: tuple[GradescopeTest, ...]
    extra_data: Mapping[str, str]


class Gradescope(ResultFormat):
    """What the autograder of Gradescope leaves."""

    name = "gradescope"
    about = "`DIR/results.json`"
    files = ("results.json",)

    def render(self, results: Results, job: Job) -> Iterator[Output]:  # noqa: ARG002 # the same everywhere
        """The file, if there is a grade to hand out."""
        if not results.withheld:
            yield OutputFile(self.files[0], document(results))

    def refuse(self, fault: GraderError, job: Job) -> Iterator[Output]:  # noqa: ARG002 # the same everywhere
        """No points for work that its author has to fix, and nothing if the fault is not theirs."""
        if isinstance(fault, SubmissionError) and not isinstance(fault, UnreadableError):
            yield OutputFile(self.files[0], refusal(str(fault)))


def document(results: Results) -> bytes:
    """The file for a grade that is not withheld."""
    return _json(
        GradescopeResults(
            score=results.score,
            output="\n".join((results.points, *results.headline, *results.notes)),
            tests=tuple(_test(task, test) for task in results.tasks for test in task.tests),
            extra_data={"digest": results.digest, "isolation": results.isolation},
        )
    )


def refusal(sentence: str) -> bytes:
    """The file for work that cannot be read: no points, and what to do, which a student would not see elsewhere."""
    return _json(GradescopeResults(score=0.0, output=sentence, tests=(), extra_data={}))


def _test(task: TaskReport, test: TestReport) -> GradescopeTest:
    return GradescopeTest(
        name=test.name,
        number=task.id,
        status="passed" if test.outcome is Outcome.PASSED else "failed",
        score=test.score,
        max_score=test.max_score,
        output="\n".join(test.said),
    )


def _json(value: GradescopeResults) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
