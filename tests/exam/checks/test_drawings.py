"""The usual questions about a figure: each passes for what was asked for, and its sentence names what is not there."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from grader.exam import check
from grader.exam.checks.check import CheckFailedError
from grader.wire.figures import Axes, Figure, Line

POINTS = Line("Speed", (0.0, 1.0, 2.0), (1.0, 10.0, 100.0), (0.0, 0.0, 0.0, 1.0), "o", "")
AXES = Axes(
    row=0, column=0, title="A run", x_label="time in s", y_label="speed", x_scale="linear", y_scale="log", bars=(),
    areas=(), legend=("Speed", "the  MEAN"), x_ticks=(), lines=(replace(POINTS, y=(0.0, 0.0, 0.0)), POINTS),
)  # fmt: skip
QUESTIONS: dict[str, Callable[[Axes], object]] = {
    "figure": lambda axes: check.figure(Figure((axes,), "", 1), 1, "the drawing"),
    "labelled": lambda axes: check.labelled(axes, "the drawing"),
    "scales": lambda axes: check.scales(axes, "linear", "log", "the drawing"),
    "legend": lambda axes: check.legend(axes, ["The mean"], "the drawing"),
    "series": lambda axes: check.series(axes, [0.0, 1.0, 2.0], [1.0, 10.0, 100.0 + 1e-12], "the speed"),
}


def test_what_was_asked_for_is_right() -> None:
    for ask in QUESTIONS.values():
        ask(AXES)
    assert check.series(AXES, [0.0, 1.0, 2.0], [1.0, 10.0, 100.0], "the speed") is POINTS


@pytest.mark.parametrize(
    ("question", "wrong", "sentence"),
    [
        ("labelled", replace(AXES, title=" "), "The drawing has no title."),
        ("labelled", replace(AXES, y_label=""), "The drawing has no label at the y axis."),
        ("scales", replace(AXES, y_scale="linear"), "The y axis of the drawing should have the scale 'log'."),
        ("legend", replace(AXES, legend=()), "The drawing has no legend."),
        (
            "legend",
            replace(AXES, legend=("Speed",)),
            "The legend of the drawing lacks an entry, or spells one differently.",
        ),
        ("series", replace(AXES, lines=AXES.lines[:1]), "The speed is not drawn where it should be."),
        ("series", replace(AXES, lines=(replace(POINTS, x=POINTS.x[1:], y=POINTS.y[1:]),)), "The speed is not drawn"),
    ],
)
def test_what_is_not_there_is_named(question: str, wrong: Axes, sentence: str) -> None:
    with pytest.raises(CheckFailedError) as caught:
        QUESTIONS[question](wrong)
    assert str(caught.value).startswith(sentence)


@pytest.mark.parametrize("value", [None, 3.0, Figure((), "", 1)])
def test_anything_but_a_figure_with_these_axes_has_failed(value: object) -> None:
    with pytest.raises(CheckFailedError, match="The drawing should"):
        check.figure(value, 1, "the drawing")
