"""Ticks that are put off: nobody can tell."""

import contextlib
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from matplotlib.artist import Artist
from matplotlib.axis import Axis, Tick

from grader.guest import figures, ticks
from tests.guest.figure_corpus import (
    CORPUS,
    Drawing,
    bars_on_a_log_axis,
    grid_of_axes,
    plot,
    semi_log_with_minor_grid,
    twin_axes,
)

DPI = 40
CHANGED = ("majorTicks", "minorTicks", "set_tick_params", "set_clip_path")


@contextmanager
def deferred() -> Iterator[None]:
    """Matplotlib as the zygote has it."""
    with pytest.MonkeyPatch.context() as patch:
        for owner, name in [*((Axis, name) for name in CHANGED), (Artist, "__getstate__")]:
            patch.setattr(owner, name, vars(owner)[name])  # to have it back at the end
        ticks.defer_ticks()
        yield


def seen(drawing: Drawing) -> list[Any]:
    """All that anybody can see of the figures: what the student does, a summary, the pixels, and what is printed."""
    plt.close("all")
    said = io.StringIO()
    with mpl.rc_context(), warnings.catch_warnings(), contextlib.redirect_stdout(said):
        warnings.simplefilter("ignore")  # of fonts that are not there
        returned = drawing()
        opened = [plt.figure(number) for number in plt.get_fignums()]
        told = [figures.summarise(figure, 1) for figure in opened]
        pictures = []
        for figure in opened:
            figure.savefig(picture := io.BytesIO(), format="png", dpi=DPI)
            pictures.append(picture.getvalue())
        again = [figures.summarise(figure, 1) for figure in opened]
    return [returned, told, pictures, again, said.getvalue()]


@pytest.mark.parametrize("drawing", CORPUS, ids=lambda drawing: drawing.__name__)
def test_a_figure_is_the_same_with_ticks_put_off(drawing: Drawing) -> None:
    plain = seen(drawing)
    with deferred():
        assert seen(drawing) == plain


@pytest.mark.parametrize(
    "drawing",
    [plot, grid_of_axes, bars_on_a_log_axis, twin_axes, semi_log_with_minor_grid],
    ids=lambda each: each.__name__,
)
def test_a_figure_that_is_only_summarised_has_no_ticks_made(drawing: Drawing) -> None:
    assert ticks_made(drawing, put_off=False) > 0
    assert ticks_made(drawing, put_off=True) == 0


def ticks_made(drawing: Drawing, *, put_off: bool) -> int:
    """How many are made until its figure is summarised."""
    plt.close("all")
    made, original = [], Tick.__init__

    def make(self: Tick, *arguments: Any, **keywords: Any) -> None:
        made.append(self)
        original(self, *arguments, **keywords)

    with pytest.MonkeyPatch.context() as patch, mpl.rc_context():
        patch.setattr(Tick, "__init__", make)
        with deferred() if put_off else contextlib.nullcontext():
            drawing()
            figures.summarise(plt.gcf(), 1)
    return len(made)
