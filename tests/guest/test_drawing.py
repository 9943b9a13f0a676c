"""Figures in the zygote's Matplotlib, whose axes are ready and whose ticks are put off: nobody can tell."""

import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import msgspec
import pytest

from grader.guest.known_matplotlib import knows_matplotlib, way_of_drawing
from tests.support import figure_corpus
from tests.support.drawn_figures import Seen
from tests.support.figure_corpus import CORPUS, Drawing
from tests.support.once import made_once

WITHOUT_TICKS = [
    figure_corpus.plot,
    figure_corpus.bars_on_a_log_axis,
    figure_corpus.grid_of_axes,
    figure_corpus.grid_with_shared_axes,
    figure_corpus.semi_log_with_minor_grid,
    figure_corpus.twin_axes,
]
WITHOUT_CURVES = [
    figure_corpus.bars_with_names,
    figure_corpus.bars_lying,
    figure_corpus.bars_on_a_log_axis,
    figure_corpus.histogram,
    figure_corpus.figures_with_legends,
]
READY = [
    figure_corpus.figures_with_legends,
    figure_corpus.plot,
    figure_corpus.plot_of_several_lines,
    figure_corpus.histogram,
    figure_corpus.bars_on_a_log_axis,
    figure_corpus.grid_of_axes,
    figure_corpus.grid_with_tight_layout,
    figure_corpus.old_style_subplots,
]
MADE_ON_THE_SPOT = [
    figure_corpus.twin_axes,
    figure_corpus.axes_at_a_place,
    figure_corpus.class_of_ones_own,
    figure_corpus.style_of_a_package,
    figure_corpus.dark_style_and_sizes,
    figure_corpus.more_figures_than_are_ready,
    figure_corpus.patched_axes,
    figure_corpus.patched_module,
]
WITH_CURVES = [
    figure_corpus.bars_that_stand_otherwise,
    figure_corpus.patched_rectangle,
    figure_corpus.stairs_and_areas,
]


@pytest.fixture(scope="module")
def drawn(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was seen of the figures that this run asks for, in a folder for each of the two Matplotlibs."""
    cases = [getattr(item, "callspec", None) for item in request.session.items if item.path == request.path]
    asked = {case.params["drawing"].__name__ for case in cases if case is not None}

    def draw(folder: Path) -> None:
        started = []
        for mode in ("plain", "ready"):
            (folder / mode).mkdir()
            command = [sys.executable, "-m", "tests.support.drawn_figures", str(folder / mode), mode, *sorted(asked)]
            started.append(subprocess.Popen(command))
        assert [process.wait() for process in started] == [0, 0]

    return made_once(tmp_path_factory, "figures", draw)


def named(drawing: Drawing) -> str:
    return drawing.__name__


def seen(folder: Path, drawing: Drawing) -> Seen:
    place = folder / drawing.__name__
    assert place.exists(), place.with_suffix(".failed").read_text()
    return msgspec.msgpack.decode(place.read_bytes(), type=Seen)


def facts(found: Seen) -> Seen:
    """Without what only the machinery knows."""
    return msgspec.structs.replace(found, axes_made=0, ticks_made=0, curves_sought=0)


@pytest.mark.drawn(6)
@pytest.mark.parametrize("drawing", CORPUS, ids=named)
def test_a_figure_is_the_same(drawn: Path, drawing: Drawing) -> None:
    plain, ready = (facts(seen(drawn / mode, drawing)) for mode in ("plain", "ready"))
    assert ready == plain


@pytest.mark.drawn(2)
@pytest.mark.parametrize("drawing", WITHOUT_TICKS, ids=named)
def test_a_figure_that_is_only_summarised_has_no_ticks_made(drawn: Path, drawing: Drawing) -> None:
    assert seen(drawn / "plain", drawing).ticks_made > 0
    assert seen(drawn / "ready", drawing).ticks_made == 0


@pytest.mark.drawn(2)
@pytest.mark.parametrize("drawing", WITHOUT_CURVES, ids=named)
def test_bars_are_not_looked_at_as_curves(drawn: Path, drawing: Drawing) -> None:
    assert seen(drawn / "plain", drawing).curves_sought > 0
    assert seen(drawn / "ready", drawing).curves_sought == 0


@pytest.mark.drawn(2)
@pytest.mark.parametrize("drawing", WITH_CURVES, ids=named)
def test_what_is_not_an_upright_bar_is_read_as_usual(drawn: Path, drawing: Drawing) -> None:
    assert seen(drawn / "ready", drawing).curves_sought > 0


@pytest.mark.drawn(2)
@pytest.mark.parametrize("drawing", READY, ids=named)
def test_usual_axes_are_ready(drawn: Path, drawing: Drawing) -> None:
    assert seen(drawn / "plain", drawing).axes_made > 0
    assert seen(drawn / "ready", drawing).axes_made == 0


@pytest.mark.drawn(2)
@pytest.mark.parametrize("drawing", MADE_ON_THE_SPOT, ids=named)
def test_axes_that_would_be_made_otherwise_are_made_on_the_spot(drawn: Path, drawing: Drawing) -> None:
    assert seen(drawn / "ready", drawing).axes_made > 0


def test_a_figure_of_ready_axes_is_the_same_in_all_its_parts(drawn: Path) -> None:
    place = drawn / "ready" / "parts_that_differ"
    assert place.exists(), place.with_suffix(".failed").read_text()
    assert msgspec.msgpack.decode(place.read_bytes()) == []


def test_a_version_that_nobody_has_looked_at_draws_as_it_does_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert knows_matplotlib()
    monkeypatch.setattr(mpl, "__version_info__", (99, 1))
    assert not knows_matplotlib()
    assert way_of_drawing().startswith("as Matplotlib")
