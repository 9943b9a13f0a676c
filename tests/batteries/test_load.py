"""What else a machine does, and how much a student prints, changes no grade. Its full measure is
`python -m tests.benchmarks.load`.
"""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from grader.exam import Exam
from grader.model import Submission
from grader.output.folder import encode_grade
from tests.support.busy import busy, processors

Sample = Callable[[str], Submission]
TASKS = ("1.2", "3.1")
"""One whose tests have guests of their own, and one with a mistake that is diagnosed."""
LOUD = """
import builtins as _builtins
def print(*values, **keywords):
    _builtins.print(*values, **keywords)
    for _ in range(1000): _builtins.print("." * 99)
"""
LOUD_CALL = """
_quiet = demonstrate_chain_rule_basics
def demonstrate_chain_rule_basics(*arguments, **keywords):
    for _ in range(10_000): print("." * 99)
    return _quiet(*arguments, **keywords)
"""


def with_more(submission: Submission, name: str, *, before: str = "", after: str = "") -> Submission:
    """The same with more at the beginning or the end of one module."""
    files = dict(submission.files)
    files[name] = before.encode() + files[name] + after.encode()
    return replace(submission, files=files)


@pytest.mark.drawn(1)
@pytest.mark.parametrize("task", TASKS)
def test_a_busy_machine_gives_the_same_bytes(bundled_exam: Exam, sample: Sample, task: str) -> None:
    work = sample("ben-two-mistakes")
    alone = encode_grade(bundled_exam.grade(work, (task,)))
    with busy(2 * processors(), 120.0):
        beside_others = encode_grade(bundled_exam.grade(work, (task,)))
    assert beside_others == alone
    assert (b'"misconception": {' in alone) == (task == "3.1")


def test_what_tests_look_for_is_found_in_a_flood_of_prints(bundled_exam: Exam, sample: Sample) -> None:
    loud = with_more(sample("ada-perfect"), "detailed_backprop.py", before=LOUD)
    assert bundled_exam.grade(loud, ("4.1",)).score == 15
    mute = with_more(sample("ada-perfect"), "detailed_backprop.py", before="def print(*_): pass\n")
    assert bundled_exam.grade(mute, ("4.1",)).score == 14.5, "and is missed where it is not printed"


def test_printing_a_million_letters_in_every_call_costs_nothing(bundled_exam: Exam, sample: Sample) -> None:
    loud = with_more(sample("ada-perfect"), "chain_rule_basics.py", after=LOUD_CALL)
    assert bundled_exam.grade(loud, ("1.1",)).score == 15
