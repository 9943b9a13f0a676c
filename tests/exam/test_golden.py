"""Twenty failures, and what a novice reads of each. The texts are kept, and were read and improved by hand.

`GOLDEN=write` in the environment regenerates them; read the difference before you keep it.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.assignment import load_assignment
from grader.exam import Exam
from tests.support.failures import FAILURES, submission, told
from tests.support.loading import HANDOUT

GOLDEN = Path(__file__).parent / "golden"
TASK_SECONDS = 4.0
"""Enough for honest work and for one call that takes all that it may; who never returns takes all that is given."""
SHELL_TALK = ("Traceback", "grader/", "pytest", "assert", "CheckFailed", "CallFailed", "Proxy", "None type")


@pytest.fixture(scope="module")
def text() -> Iterator[Callable[[str], str]]:
    """What is told of a failure."""
    whole = load_assignment(HANDOUT)
    limits = replace(whole.manifest.limits, task_seconds=TASK_SECONDS)
    assignment = replace(whole, manifest=replace(whole.manifest, limits=limits))
    with Exam(assignment, seed="golden", diagnose=False) as exam:
        yield lambda name: told(exam.grade(submission(assignment, FAILURES[name]), (FAILURES[name].task,)))


@pytest.mark.drawn(4)
@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_is_told_as_it_was_agreed(text: Callable[[str], str], name: str) -> None:
    found, file = text(name), GOLDEN / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")
    assert not any(word in found for word in SHELL_TALK)
    assert not re.search(r"\d\.\d{2}", found.replace("0.05", "")), "no value of a hidden test may be told"


def test_every_kept_text_belongs_to_a_failure() -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} == set(FAILURES)
