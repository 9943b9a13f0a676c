"""An exam of the tiny assignment for all tests of a worker, and its grades."""

from collections.abc import Callable, Iterator

import pytest

from grader.assignment import Assignment
from grader.exam import Exam
from grader.model import Grade, Submission
from tests.support.tiny import SOLUTION


@pytest.fixture(scope="session")
def exam(tiny: Assignment) -> Iterator[Exam]:
    with Exam(tiny) as running:
        yield running


@pytest.fixture(scope="session")
def grade(exam: Exam) -> Callable[..., Grade]:
    """Grades the solution with some of its files replaced; a value of None takes a file away."""

    def graded(**changes: str | None) -> Grade:
        sources: dict[str, str | None] = {**SOLUTION, **{f"{name}.py": text for name, text in changes.items()}}
        missing = {name.removesuffix(".py"): f"{name} is missing." for name, text in sources.items() if text is None}
        files = {name: text.encode() for name, text in sources.items() if text is not None}
        return exam.grade(Submission(id="x", digest="sha256:0", files=files, problems=missing))

    return graded
