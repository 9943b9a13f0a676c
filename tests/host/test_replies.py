"""What is left of what a guest says about itself, whoever wrote its answers."""

import pytest

from grader.assignment import Limits
from grader.host.replies import MAX_LINE_CHARACTERS, MAX_MESSAGE_CHARACTERS, MAX_TYPE_NAMES, failure_of, trimmed
from grader.model import Ending
from grader.wire.figures import Figure
from grader.wire.frames import WireError
from grader.wire.messages import Frame, Raised, Returned

LIMITS = Limits(output_bytes=100)
FILES = {"work.py": b"def f():\n    return 1 / 0\n"}


def raised(**changes: object) -> Raised:
    fields: dict[str, object] = {"id": 1, "type_names": ["ValueError"], "message": "no", "frames": []}
    return Raised(**{**fields, **changes})  # type: ignore[arg-type] # fields of the right types, by name


def test_a_place_is_quoted_from_the_copy_of_the_host() -> None:
    (place,) = failure_of(raised(frames=[Frame("work.py", 2, "f", "forged")]), LIMITS, FILES).frames
    assert (place.file, place.line, place.source) == ("work.py", 2, "return 1 / 0")


def test_of_a_line_without_end_the_beginning_is_quoted() -> None:
    files = {"work.py": b"x = " + b"1 + " * 100_000}
    (place,) = failure_of(raised(frames=[Frame("work.py", 1, "f", "")]), LIMITS, files).frames
    assert place.source == ("x = " + "1 + " * 100)[:MAX_LINE_CHARACTERS] + "…"


@pytest.mark.parametrize("frame", [Frame("made.py", 1, "f", "x"), Frame("work.py", 3, "f", "x"), Frame("", 0, "", "")])
def test_a_place_that_is_no_line_of_what_was_handed_in_is_left_out(frame: Frame) -> None:
    assert failure_of(raised(frames=[frame]), LIMITS, FILES).frames == ()


def test_words_are_cut_to_what_an_honest_guest_would_send() -> None:
    huge = "x" * 1_000_000
    failure = failure_of(raised(message=huge, stdout=huge, stderr=huge, type_names=[huge] * 1000), LIMITS, FILES)
    assert failure.ending is Ending.RAISED
    assert (len(failure.message), len(failure.printed)) == (MAX_MESSAGE_CHARACTERS, 200)
    assert len(failure.type_names) == MAX_TYPE_NAMES
    assert max(map(len, failure.type_names)) <= 100
    assert len(trimmed(Returned(id=1, value=None, stdout=huge), LIMITS).stdout) == 100


def test_more_figures_than_anybody_has_open_are_refused() -> None:
    with pytest.raises(WireError, match="figures"):
        trimmed(Returned(id=1, value=None, figures=[Figure((), "", 1)] * 1000), LIMITS)
