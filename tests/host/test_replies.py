"""What is left of what a guest says about itself, whoever wrote its answers."""

import pytest
from msgspec.structs import replace

from grader.assignment import Limits
from grader.host.replies import MAX_LINE_CHARACTERS, MAX_MESSAGE_CHARACTERS, MAX_TYPE_NAMES, failure_of, trimmed
from grader.model import CallStatus
from grader.wire.figures import MAX_ARTISTS, MAX_AXES, Axes, Figure, Image, Line
from grader.wire.frames import WireError
from grader.wire.messages import Raised, Returned, TracebackFrame
from grader.wire.unpacking import unpack
from grader.wire.values import List
from tests.support.growth import steps

LIMITS = Limits(output_bytes=100)
FILES = {"work.py": b"def f():\n    return 1 / 0\n"}


def raised(**changes: object) -> Raised:
    fields: dict[str, object] = {"id": 1, "type_names": ["ValueError"], "message": "no", "frames": []}
    return Raised(**{**fields, **changes})  # type: ignore[arg-type] # fields of the right types, by name


def test_a_place_is_quoted_from_the_copy_of_the_host() -> None:
    (place,) = failure_of(raised(frames=[TracebackFrame("work.py", 2, "f", "forged")]), LIMITS, FILES).frames
    assert (place.file, place.line, place.source) == ("work.py", 2, "return 1 / 0")


def test_the_beginning_of_an_endless_line_is_quoted() -> None:
    files = {"work.py": b"x = " + b"1 + " * 100_000}
    (place,) = failure_of(raised(frames=[TracebackFrame("work.py", 1, "f", "")]), LIMITS, files).frames
    assert place.source == ("x = " + "1 + " * 100)[:MAX_LINE_CHARACTERS] + "…"


@pytest.mark.parametrize(
    "frame",
    [TracebackFrame("made.py", 1, "f", "x"), TracebackFrame("work.py", 3, "f", "x"), TracebackFrame("", 0, "", "")],
)
def test_a_location_that_is_not_a_line_of_the_submission_is_left_out(frame: TracebackFrame) -> None:
    assert failure_of(raised(frames=[frame]), LIMITS, FILES).frames == ()


def test_words_are_cut_to_what_an_honest_guest_would_send() -> None:
    huge = "x" * 1_000_000
    failure = failure_of(raised(message=huge, stdout=huge, stderr=huge, type_names=[huge] * 1000), LIMITS, FILES)
    assert failure.call_status is CallStatus.RAISED
    assert (len(failure.message), len(failure.printed)) == (MAX_MESSAGE_CHARACTERS, 200)
    assert len(failure.type_names) == MAX_TYPE_NAMES
    assert max(map(len, failure.type_names)) <= 100
    assert len(trimmed(Returned(id=1, value=None, stdout=huge), LIMITS).stdout) == 100


def test_lines_are_counted_as_python_counts_them() -> None:
    files = {"work.py": "x = 1\x0c\ny = 'a\u2028b'\r\nz = 1 / 0\n".encode()}
    (place,) = failure_of(raised(frames=[TracebackFrame("work.py", 3, "f", "")]), LIMITS, files).frames
    assert place.source == "z = 1 / 0"


def test_a_long_file_is_not_treated_as_source_and_not_quoted_however_often_it_is_named() -> None:
    files = {"data.csv": b"\n" * (2 << 20), **FILES}
    frames = [TracebackFrame("data.csv", line, "f", "") for line in range(1, 8)] + [
        TracebackFrame("work.py", 2, "f", "")
    ]
    failure = failure_of(raised(frames=frames), LIMITS, files)
    assert [place.file for place in failure.frames] == ["work.py"]
    assert steps(lambda: failure_of(raised(frames=frames), LIMITS, files)) < 500


LINE = Line("l", (1.0,), (1.0,), (0.0, 0.0, 0.0, 1.0), "", "-")
AXES = Axes(row=0, column=0, title="", x_label="", y_label="", x_scale="", y_scale="", lines=(LINE,), bars=(), areas=(),
            legend=(), x_ticks=())  # fmt: skip


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Figure((AXES,) * (MAX_AXES + 1), "", 1), "axes"),
        (Figure((replace(AXES, lines=(LINE,) * MAX_ARTISTS, x_ticks=("1",)),), "", 1), "artists"),
        (Figure((replace(AXES, lines=(replace(LINE, x=(1.0, 2.0)),)),), "", 1), "do not match"),
        (Figure((replace(AXES, lines=(replace(LINE, x=(1.0,) * 100_001, y=(1.0,) * 100_001),)),), "", 1), "too many"),
        (Figure((replace(AXES, images=(Image(2, 2, (1.0,) * 3, 0.0, 1.0),)),), "", 1), "cells"),
        (Figure((replace(AXES, images=(Image(-1, -1, (1.0,), 0.0, 1.0),)),), "", 1), "cells"),
        (Figure((replace(AXES, images=(Image(1, 100_001, (1.0,) * 100_001, 0.0, 1.0),)),), "", 1), "cells"),
    ],
)
def test_more_of_a_figure_than_anybody_draws_is_refused_wherever_it_is(figure: Figure, words: str) -> None:
    with pytest.raises(WireError, match=words):
        trimmed(Returned(id=1, value=None, figures=[figure]), LIMITS)
    with pytest.raises(WireError, match=words):
        unpack(List([figure]), lambda thing: thing)


def test_a_figure_that_somebody_draws_passes() -> None:
    image = Image(2, 3, (1.0,) * 6, 0.0, 1.0)
    figure = Figure((replace(AXES, lines=(LINE,) * 300, images=(image,)),) * MAX_AXES, "", 1)
    assert trimmed(Returned(id=1, value=None, figures=[figure]), LIMITS).figures == [figure]
    assert unpack(List([figure]), lambda thing: thing) == [figure]


def test_more_figures_than_anybody_has_open_are_refused() -> None:
    with pytest.raises(WireError, match="figures"):
        trimmed(Returned(id=1, value=None, figures=[Figure((), "", 1)] * 1000), LIMITS)
