"""Draws figures of the corpus: `python -m tests.support.drawn_figures FOLDER plain|ready NAME...`, each in a fork.

With `ready`, Matplotlib is changed as in the zygote; with `plain`, it is unchanged. Everything that can be seen of a
figure is written to a file in the folder.
"""

import contextlib
import gc
import io
import os
import sys
import traceback
import warnings
from pathlib import Path
from typing import Any
from unittest.mock import patch

import matplotlib as mpl
import matplotlib.pyplot as plt
import msgspec
from matplotlib.axes import Axes
from matplotlib.axis import Tick
from matplotlib.bezier import BezierSegment
from matplotlib.figure import Figure as PlotFigure
from msgspec import Struct

from grader.guest import bars, figures, ready_axes, ticks
from grader.wire.figures import Figure
from tests.support.figure_corpus import CORPUS, Drawing
from tests.support.object_graph import differences

DPI = 40
CACHED = ("_invalid", "_func_cid_map", "_number", "num", "_window_title", "renderer")
"""Whether a transform has to compute anew, and what every figure has of its own: a number, a title, a canvas."""


class Seen(Struct):
    """What there is to see of what a function drew.

    Attributes:
        returned: What the student sees.
        summaries: Of all figures, before they are drawn.
        pictures: Of all figures.
        again: The summaries after that.
        printed: What was printed.
        axes_made: How many axes were made for it.
        ticks_made: How many ticks were, until the summary.
        curves_sought: How many sides of what was drawn were looked at as curves, until the summary.
    """

    returned: str
    summaries: list[Figure]
    pictures: list[bytes]
    again: list[Figure]
    printed: str
    axes_made: int
    ticks_made: int
    curves_sought: int


def see(drawing: Drawing) -> Seen:
    """Has it draw, and looks."""
    printed = io.StringIO()
    seek, sought = BezierSegment.axis_aligned_extrema, list[BezierSegment]()

    def noted(curve: BezierSegment) -> Any:
        sought.append(curve)
        return seek(curve)

    seeking = patch.object(BezierSegment, "axis_aligned_extrema", noted)
    with mpl.rc_context(), seeking, warnings.catch_warnings(), contextlib.redirect_stdout(printed):
        warnings.simplefilter("ignore")  # of fonts that are not there
        returned = repr(drawing())
        opened = [plt.figure(number) for number in plt.get_fignums()]
        summaries = [figures.summarise(figure, 1) for figure in opened]
        made = [sum(isinstance(each, kind) for each in gc.get_objects()) for kind in (Axes, Tick)]
        made.append(len(sought))
        pictures = [picture(figure) for figure in opened]
        again = [figures.summarise(figure, 1) for figure in opened]
    return Seen(returned, summaries, pictures, again, printed.getvalue(), *made)


def picture(figure: PlotFigure) -> bytes:
    """The figure as it is drawn."""
    figure.savefig(drawn := io.BytesIO(), format="png", dpi=DPI)
    return drawn.getvalue()


def parts_that_differ() -> list[str]:
    """In what figures of ready axes and of axes that are made on the spot differ, before and after they are drawn."""
    made: list[Any] = [plt.subplots(2, 3, figsize=(5, 4.5), layout="constrained")[0] for _ in range(4)]
    found = differences(made[0].axes, made[3].axes, CACHED)
    for figure in made:
        figure.canvas.draw()
    return found + differences(made[0].axes, made[3].axes, CACHED)


def in_a_fork(place: Path, action: Any, *arguments: object) -> None:
    """Keeps what an action returns, or how it failed, in a file."""
    pid = os.fork()
    if pid == 0:
        try:
            place.write_bytes(msgspec.msgpack.encode(action(*arguments)))
        except BaseException:  # noqa: BLE001 # whoever reads the file will see
            place.with_suffix(".failed").write_text(traceback.format_exc())
        os._exit(0)
    os.waitpid(pid, 0)


def main() -> None:
    """Draws those that are named."""
    place, mode, *names = sys.argv[1:]
    folder, ready = Path(place), mode == "ready"
    plt.switch_backend("Agg")
    if ready:
        bars.take_limits_from_corners()
        ticks.defer_ticks()
        ready_axes.prepare_axes()
    picture(plt.figure())
    plt.close()
    gc.collect()
    gc.freeze()
    for drawing in [each for each in CORPUS if each.__name__ in names]:
        in_a_fork(folder / drawing.__name__, see, drawing)
    if ready:
        in_a_fork(folder / "parts_that_differ", parts_that_differ)


if __name__ == "__main__":
    main()
