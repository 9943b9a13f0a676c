"""Figures in the zygote's Matplotlib, whose axes are ready and whose ticks are put off: nobody can tell."""

import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import msgspec
import pytest

from grader.guest.known_matplotlib import knows_matplotlib, way_of_drawing
from tests.support.drawn_figures import Seen
from tests.support.figure_corpus import CORPUS, Drawing
from tests.support.figures import bars, changed, layouts, plots
from tests.support.once import made_once

WITHOUT_TICKS = [
    plots.plot,
    bars.bars_on_a_log_axis,
    layouts.grid_of_axes,
    layouts.grid_with_shared_axes,
    plots.semi_log_with_minor_grid,
    layouts.twin_axes,
]
WITHOUT_CURVES = [
    bars.bars_with_names,
    bars.bars_lying,
    bars.bars_on_a_log_axis,
    bars.histogram,
    bars.figures_with_legends,
]
READY = [
    bars.figures_with_legends,
    plots.plot,
    plots.plot_of_several_lines,
    bars.histogram,
    bars.bars_on_a_log_axis,
    layouts.grid_of_axes,
    layouts.grid_with_tight_layout,
    layouts.old_style_subplots,
]
MADE_ON_THE_SPOT = [
    layouts.twin_axes,
    layouts.axes_at_a_place,
    changed.class_of_ones_own,
    changed.style_of_a_package,
    changed.dark_style_and_sizes,
    layouts.more_figures_than_are_ready,
    changed.patched_axes,
    changed.patched_module,
]
WITH_CURVES = [
    bars.bars_that_stand_otherwise,
    bars.patched_rectangle,
    bars.stairs_and_areas,
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
