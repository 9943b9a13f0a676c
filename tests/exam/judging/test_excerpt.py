"""Of the student's own code a report shows where it raised or the function that was wrong, and nothing else."""

from collections.abc import Callable

import pytest

from grader.exam.checks.check import CheckFailedError
from grader.exam.judging.excerpt import MAX_LINES, excerpts
from grader.exam.task.task_guests import LoadFailedError
from grader.host.failures import CallFailedError
from grader.host.replies import CallFailure
from grader.model import CallRecord, CallStatus, Excerpt, FeedbackLevel, Grade
from grader.wire.messages import TracebackFrame

SOURCE = "import math\n\n\nclass Net:\n    def back(self):\n        return 1\n\n\ndef other():\n    return 2\n"
FILES = {"mod.py": SOURCE.encode()}


def raised_at(file: str, line: int) -> CallFailedError:
    frames = (
        TracebackFrame("mod.py", 10, "other", ""),
        TracebackFrame(file, line, "back", "what the guest says stands there"),
    )
    return CallFailedError(CallFailure(call_status=CallStatus.RAISED, reason="it raised", frames=frames))


def only(raised: BaseException, target: str = "Net.back", files: dict[str, bytes] | None = None) -> Excerpt:
    calls = (CallRecord(target=target, call_status=CallStatus.RETURNED),)
    return excerpts(raised, calls, ["mod.py"], FILES if files is None else files)[0]


def test_where_it_raised_is_marked_among_the_lines_around_it() -> None:
    found = only(raised_at("mod.py", 6))
    assert (found.file, found.first, found.marked, found.level) == ("mod.py", 1, 6, FeedbackLevel.INPUTS)
    assert found.lines == tuple(SOURCE.split("\n")[:9])


def test_below_that_the_function_that_was_called_is_shown_wherever_it_raised() -> None:
    """Student code may choose by a hidden input where it raises; what a test calls it cannot choose."""
    calls = (CallRecord(target="Net.back", call_status=CallStatus.RAISED),)
    here, there = (excerpts(raised_at("mod.py", line), calls, ["mod.py"], FILES) for line in (6, 10))
    assert here[0] != there[0]
    assert here[1:] == there[1:] == excerpts(CheckFailedError(), calls, ["mod.py"], FILES)
    assert [FeedbackLevel.SHAPE.allows(each.level) for each in here] == [False, True]


def test_a_wrong_value_shows_the_function_that_gave_it() -> None:
    found = only(CheckFailedError())
    assert (found.first, found.lines, found.marked) == (5, ("    def back(self):", "        return 1"), 0)
    assert only(CheckFailedError(), "other").lines == ("def other():", "    return 2")
    assert only(CheckFailedError(), "Net.missing").first == 4


@pytest.mark.parametrize(("file", "line"), [("../secret", 1), ("mod.py", 0), ("mod.py", 99), ("numpy.py", 3)])
def test_a_frame_outside_the_submission_is_skipped(file: str, line: int) -> None:
    """A guest may claim any frame: the next one outwards that exists is taken, with the submission's own lines."""
    assert only(raised_at(file, line)).marked == 10


def test_a_failure_while_loading_may_be_shown_earlier() -> None:
    failure = raised_at("mod.py", 6).failure
    assert only(LoadFailedError("mod", failure)).level is FeedbackLevel.CATEGORY


def test_long_functions_are_cut_and_source_that_does_not_parse_has_no_functions() -> None:
    long = "def f():\n" + "    x = 1\n" * 500
    assert len(only(CheckFailedError(), "f", {"mod.py": long.encode()}).lines) == MAX_LINES
    for source in (b"def f(:", b"\0", b"\xff\xfe", b"(" * 10_000):
        calls = (CallRecord(target="f", call_status=CallStatus.RETURNED),)
        assert excerpts(CheckFailedError(), calls, ["mod.py"], {"mod.py": source}) == ()


def test_a_graded_failure_brings_its_code_along(grade: Callable[..., Grade]) -> None:
    raising, wrong = "def double(x):\n    return x + [][0]\n", "def double(x):\n    return 3 * x\n"
    excerpt = grade(tiny_double=raising).tasks[0].tests[0].evidence.excerpts[0]
    assert (excerpt.file, excerpt.marked) == ("tiny_double.py", 2)
    assert grade(tiny_double=wrong).tasks[0].tests[0].evidence.excerpts[0].lines[1] == "    return 3 * x"
    assert grade().tasks[0].tests[0].evidence.excerpts == ()


def test_an_odd_escape_in_a_students_source_says_nothing_to_the_instructor() -> None:
    """The suite makes every warning an error; this one would come from reading, before anything is run."""
    assert only(CheckFailedError(), "f", {"mod.py": b"def f():\n    return '\\d' is 1\n"}).first == 1


HELPERS = """
from deeper.still import Base

def really(x):
    return x

class Other(Base):
    pass
"""
SPREAD = {
    "mod.py": b"from my_helpers import really as f, Other\nimport math\ng = f\nclass Net(Other):\n    pass\n",
    "my_helpers.py": HELPERS.encode(),
    "deeper/still.py": b"class Base:\n    def back(self):\n        return 1\n",
    "ring.py": b"from ring import a as b, b as a\nc = d\nd = c\nclass E(E):\n    pass\n",
}


@pytest.mark.parametrize(
    ("target", "file", "line"),
    [
        ("f", "my_helpers.py", "def really(x):"),
        ("g", "my_helpers.py", "def really(x):"),
        ("Net.back", "deeper/still.py", "    def back(self):"),
        ("Net.nothing", "mod.py", "class Net(Other):"),
    ],
)
def test_a_definition_is_followed_into_the_students_other_files(target: str, file: str, line: str) -> None:
    found = only(CheckFailedError(), target, SPREAD)
    assert (found.file, found.lines[0], found.level) == (file, line, FeedbackLevel.SHAPE)


@pytest.mark.parametrize("target", ["a", "b", "c", "E.back", "sqrt", "missing"])
def test_names_that_lead_in_a_ring_or_nowhere_end(target: str) -> None:
    calls = (CallRecord(target=target, call_status=CallStatus.RETURNED),)
    found = excerpts(CheckFailedError(), calls, ["ring.py"], SPREAD)
    assert [each.file for each in found] == (["ring.py"] if target == "E.back" else [])
