"""What the reference draws comes along with a failed check only, once, and as the same bytes each time."""

import struct
from collections.abc import Iterator

import pytest
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from grader.exam import check
from grader.exam.checks.check import CheckFailedError
from grader.exam.judging.evidence import WIDTH_PIXELS, draw_figure


@pytest.fixture(autouse=True)
def _no_figures_before_or_after() -> Iterator[None]:
    plt.close("all")
    yield
    assert plt.get_fignums() == []


def line() -> Figure:
    figure, axes = plt.subplots(figsize=(5, 3))
    axes.plot([1, 2], [3, 4])
    return figure


def test_a_figure_becomes_a_png_as_wide_as_a_report_shows_it() -> None:
    (png,) = draw_figure(line)
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">I", png[16:20]) == (WIDTH_PIXELS,)
    assert draw_figure(line) == (png,)


def test_a_failed_check_brings_the_figure_along() -> None:
    with pytest.raises(CheckFailedError) as caught, check.attach_figure(line):
        check.true(condition=False, sentence="No.")
    assert caught.value.figure is line


def test_nothing_is_drawn_for_a_test_that_passes() -> None:
    def never() -> Figure:
        raise AssertionError

    with check.attach_figure(never):
        check.true(condition=True, sentence="Yes.")
