"""Figures that use every common part of Matplotlib's interface, as students draw them, in a few lines each.

A function draws with pyplot and leaves its figures open; it returns what a student could see of them.
"""

# ruff: noqa: S301 # the names tell, and what is unpickled has just been pickled
import copy
import datetime as dt
import inspect
import io
import pickle
import sys
from collections.abc import Callable
from typing import Any

import matplotlib as mpl
import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import matplotlib.text as mtext
import matplotlib.transforms as mtransforms
import numpy as np
from matplotlib import patches, ticker
from matplotlib.axes import Axes
from matplotlib.axis import XAxis, XTick

Drawing = Callable[[], object]
X = np.linspace(-3.0, 3.0, 31)
DAYS: Any = [dt.date(2024, 1, 1) + dt.timedelta(days=9 * number) for number in range(8)]
NAMES = ["ant", "beech", "cedar"]


def texts(axis: Any, *, minor: bool = False) -> list[str]:
    """What the tick labels say."""
    return [label.get_text() for label in axis.get_ticklabels(minor=minor)]


def state(axis: Any) -> list[object]:
    """Much of what there is to see of the ticks that an axis has."""
    return [
        (
            tick.get_loc(), tick.get_pad(), tick.get_tickdir(), tick.get_zorder(), tick.get_visible(),
            [(line.get_visible(), line.get_color(), line.get_marker(), line.get_markersize(), line.get_linestyle(),
              line.get_linewidth(), line.get_alpha(), line.get_zorder(), line.get_clip_on(),
              None if line.get_clip_box() is None else line.get_clip_box().extents.tolist(),
              line.get_window_extent().extents.tolist())
             for line in (tick.tick1line, tick.tick2line, tick.gridline)],
            [(text.get_text(), text.get_visible(), text.get_color(), text.get_fontsize(), text.get_rotation(),
              text.get_ha(), text.get_va(), text.get_position(), text.get_transform().transform((0.0, 0.0)).tolist())
             for text in (tick.label1, tick.label2)],
        )
        for tick in [*axis.majorTicks, *axis.minorTicks]
    ]  # fmt: skip


def plot() -> None:
    plt.plot(X, X**2)


def plot_of_several_lines() -> None:
    plt.figure(figsize=(9, 4))
    plt.plot(X, np.sin(X), "r--o", label="sin", markersize=3)
    plt.plot(X, np.cos(X), label="cos", linewidth=2)
    plt.title("two"), plt.xlabel("x"), plt.ylabel("y"), plt.legend()


def nothing_in_it() -> None:
    plt.subplots()


def scatter() -> None:
    plt.scatter(X, X**3, c=X, s=20, cmap="viridis")


def bars_with_names() -> None:
    plt.bar(NAMES, [1, 5, 3], color=["red", "green", "orange"])
    plt.xticks(rotation=45)


def bars_lying() -> None:
    _, axes = plt.subplots()
    axes.barh(NAMES, [1, 5, 3])
    axes.invert_yaxis()


def bars_on_a_log_axis() -> None:
    _, axes = plt.subplots()
    axes.bar(NAMES, [0.001, 5, 30])
    axes.set_yscale("log")


def limits(axes: Any) -> list[object]:
    """The data limits, in which minus zero is not zero."""
    box = axes.dataLim
    return [repr(box.get_points().tolist()), repr(box.minpos.tolist()), axes.get_xlim(), axes.get_ylim()]


def bars_of_all_sizes() -> object:
    sizes: Any = [
        (0, 0, 1, 1), (-0.0, 0.0, 0.0, -0.0), (-3, 3, 3, -3), (0.1, 0.2, 0.3, 0.7), (1e-300, 5e-324, 1e300, 2.5),
        (1e308, -1e308, 1e308, 1e308), (3, 2, 0, 5), (-0.0, -0.0, 0.3, 0), (True, 1, 2, 3), (1, float("nan"), 2, 3),
        (np.float32(0.1), np.float32(0.2), 1, 1), (np.int64(2), np.int8(3), np.int64(4), 5), (7, 8, float("inf"), 2),
        (np.float64(0.1), np.float64(1e17), np.float64(0.2), np.float64(3.0)), (2**53 + 1, 0, 1, 2**80),
    ]  # fmt: skip
    found = []
    for size in sizes:
        x, y, width, height = size
        _, axes = plt.subplots()
        axes.add_patch(patches.Rectangle((x, y), width, height))
        found.append(limits(axes))
        axes.add_patch(patches.Rectangle((0.5, 0.25), -0.5, 0.125))
        found.append(limits(axes))
        axes.relim()
        found.append(limits(axes))
        plt.close()
    return found


def bars_that_stand_otherwise() -> object:
    _, axes = plt.subplots(2, 3)
    axes[0, 0].add_patch(patches.Rectangle((1, 2), 3, 4, angle=30))
    axes[0, 1].add_patch(patches.Rectangle((1, 2), 3, 4, angle=30, rotation_point="center"))
    axes[0, 2].add_patch(patches.Rectangle((0.1, 0.2), 0.3, 0.4, transform=axes[0, 2].transAxes))
    axes[1, 0].axvspan(1, 2), axes[1, 0].axhspan(-3, -2, xmin=0.5)
    moved = mtransforms.Affine2D().rotate_deg(20) + axes[1, 1].transData
    axes[1, 1].add_patch(patches.Rectangle((1, 2), 3, 4, transform=moved))
    axes[1, 1].add_patch(patches.FancyBboxPatch((5, 6), 1, 1))
    axes[1, 2].set(xscale="log", yscale="log")
    axes[1, 2].bar([1, 10, 100], [0.1, 5, 700], bottom=0.01)
    axes[1, 2].patches[0].set_height(9000.0), axes[1, 2].relim(), axes[1, 2].autoscale()
    return [limits(each) for each in axes.flat]


def bars_of_dates() -> object:
    _, axes = plt.subplots(1, 2)
    axes[0].bar(DAYS, range(8), width=dt.timedelta(days=3))
    axes[1].barh(DAYS, range(8))
    return [limits(each) for each in axes]


def patched_rectangle() -> object:
    changed: Any = patches.Rectangle
    original = changed.get_bbox
    changed.get_bbox = lambda self: mtransforms.Bbox.from_bounds(0, 0, 2 * self.get_width(), 3)
    try:
        _, axes = plt.subplots()
        axes.bar([1, 2, 3], [4, 5, 6])
    finally:
        changed.get_bbox = original
    return limits(axes)


def figures_with_legends() -> None:
    for number in range(3):
        plt.figure()
        plt.plot(X, X * number, "o-", label="line")
        plt.scatter(X, X, label="points")
        plt.hist(X, label="bars")
        plt.legend()


def histogram() -> None:
    plt.hist([X, X**2], bins=12, stacked=True, label=["a", "b"])
    plt.legend(loc="upper left")


def stairs_and_areas() -> None:
    plt.stairs([1, 3, 2], [0, 1, 2, 3])
    plt.fill_between(X, X, X**2, alpha=0.3)
    plt.axhline(0.5), plt.axvspan(1, 2)


def picture() -> None:
    plt.imshow(np.outer(X, X), cmap="magma")
    plt.colorbar(label="strength")


def mesh_with_colorbar_and_formatter() -> None:
    _, axes = plt.subplots()
    drawn = axes.pcolormesh(np.outer(X, X))
    plt.colorbar(drawn, ax=axes, format="%.1f", orientation="horizontal")


def contours() -> None:
    _, axes = plt.subplots()
    axes.clabel(axes.contour(X, X, np.outer(X, X)))


def error_bars() -> None:
    plt.errorbar(X[::5], X[::5], yerr=0.3, capsize=3)


def boxes_and_violins() -> None:
    _, axes = plt.subplots(1, 2)
    axes[0].boxplot([X, X**2])
    axes[1].violinplot([X, X**2])


def pie() -> None:
    plt.pie([1, 2, 3], labels=NAMES)


def stems_and_steps() -> None:
    plt.stem([1, 3, 2])
    plt.step([0, 1, 2], [2, 1, 3])


def log_log() -> None:
    plt.loglog([1, 10, 100], [1e-3, 1e-1, 1e2])


def semi_log_with_minor_grid() -> None:
    _, axes = plt.subplots()
    axes.semilogy(X, np.exp(X))
    axes.grid(visible=True, which="both", alpha=0.3)


def symmetric_log() -> None:
    _, axes = plt.subplots()
    axes.plot(X, X**3)
    axes.set_yscale("symlog")


def logit() -> None:
    _, axes = plt.subplots()
    axes.plot(X, 1 / (1 + np.exp(-X)))
    axes.set_yscale("logit")


def log_axis_back_to_linear() -> None:
    _, axes = plt.subplots()
    axes.plot(X, np.exp(X))
    axes.set_yscale("log")
    axes.set_xscale("log")
    axes.set_xscale("linear")


def twin_axes() -> None:
    _, axes = plt.subplots()
    axes.plot(X, X)
    other = axes.twinx()
    other.plot(X, np.exp(X), "r")
    other.set_ylabel("exp", color="red")
    other.tick_params(axis="y", labelcolor="red")


def twin_axes_on_top() -> None:
    _, axes = plt.subplots()
    axes.plot(X, X)
    axes.twiny().plot(X**2, X)


def secondary_axis() -> None:
    _, axes = plt.subplots()
    axes.plot(X, X)
    axes.secondary_xaxis("top", functions=(np.rad2deg, np.deg2rad))


def inset() -> None:
    _, axes = plt.subplots()
    axes.plot(X, X)
    axes.inset_axes((0.1, 0.6, 0.3, 0.3)).plot(X, -X)


def grid_of_axes() -> None:
    figure, axes = plt.subplots(2, 3, figsize=(12, 6), layout="constrained")
    figure.suptitle("six")
    for number, each in enumerate(axes.flat):
        each.plot(X, X**number)
        each.set(title=f"power {number}", xlabel="x", ylabel="y")


def grid_with_shared_axes() -> None:
    _, axes = plt.subplots(2, 2, sharex=True, sharey="row")
    for number, each in enumerate(axes.flat):
        each.plot(X, X * number)
    axes[0, 0].set_xlim(-1, 2)


def grid_with_tight_layout() -> None:
    _, axes = plt.subplots(2, 2)
    for each in axes.flat:
        each.hist(X)
        each.set_title("much to say about it")
    plt.tight_layout()


def columns_and_label_outer() -> None:
    _, axes = plt.subplots(1, 3, sharey=True)
    for each in axes:
        each.plot(X, X)
        each.label_outer()


def mosaic() -> None:
    figure, axes = plt.subplot_mosaic("AB;CC", layout="compressed")
    axes["A"].plot(X, X), axes["C"].bar(NAMES, [1, 2, 3])
    figure.supxlabel("below"), figure.supylabel("beside")


def grid_spec() -> None:
    figure = plt.figure()
    grid = figure.add_gridspec(2, 2, width_ratios=[1, 2])
    figure.add_subplot(grid[0, :]).plot(X, X)
    figure.add_subplot(grid[1, 1]).plot(X, -X)


def figures_within_a_figure() -> None:
    outer = plt.figure(layout="constrained")
    left, right = outer.subfigures(1, 2)  # type: ignore[misc] # an array of two
    left.subplots().plot(X, X)
    right.subplots(2, 1)[1].plot(X, -X)


def old_style_subplots() -> None:
    plt.subplot(2, 1, 1)
    plt.plot(X, X)
    plt.subplot(212)
    plt.plot(X, -X)
    plt.subplots_adjust(hspace=0.6)


def axes_at_a_place() -> None:
    plt.axes((0.2, 0.3, 0.5, 0.4)).plot(X, X)


def polar() -> None:
    plt.subplot(projection="polar").plot(X, np.abs(X))


def space() -> None:
    _, axes = plt.subplots(subplot_kw={"projection": "3d"})
    axes.plot(X, X, X)


def dates() -> None:
    _, axes = plt.subplots()
    axes.plot(DAYS, range(8))
    axes.xaxis.set_major_formatter(mdates.DateFormatter("%d %b"))  # type: ignore[no-untyped-call]
    plt.gcf().autofmt_xdate()


def dates_as_they_come() -> object:
    plt.plot(DAYS, range(8))
    return texts(plt.gca().xaxis)


def ticks_set() -> object:
    _, axes = plt.subplots()
    axes.plot(X, X)
    axes.set_xticks([-2, 0, 2])
    axes.set_yticks([-1, 1], ["low", "high"], color="blue")
    return texts(axes.yaxis)


def ticks_set_by_pyplot() -> None:
    plt.plot(X, X)
    plt.xticks([-2, 0, 2], NAMES, rotation=30, fontsize=8)
    plt.yticks([])


def labels_set() -> object:
    _, axes = plt.subplots()
    axes.bar([0, 1, 2], [3, 1, 2])
    axes.set_xticks([0, 1, 2])
    axes.set_xticklabels(NAMES, rotation=90)
    return texts(axes.xaxis), texts(axes.xaxis, minor=True)


def minor_ticks() -> object:
    _, axes = plt.subplots()
    axes.plot(X, X)
    axes.minorticks_on()
    axes.grid(visible=True, which="minor", linestyle=":")
    return len(axes.xaxis.get_minor_ticks()), len(axes.yaxis.get_ticklines(minor=True))


def minor_ticks_off_and_on() -> None:
    _, axes = plt.subplots()
    axes.semilogx([1, 10, 100], [1, 2, 3])
    axes.minorticks_off()
    axes.yaxis.set_minor_locator(ticker.MultipleLocator(0.25))


def locators_and_formatters() -> None:
    _, axes = plt.subplots(2, 2)
    for each in axes.flat:
        each.plot(X, np.exp(X))
    axes[0, 0].xaxis.set_major_locator(ticker.MaxNLocator(integer=True))
    axes[0, 1].xaxis.set_major_formatter(ticker.PercentFormatter(xmax=3))
    axes[1, 0].yaxis.set_major_formatter(lambda value, _position: f"<{value:g}>")
    axes[1, 1].xaxis.set_major_locator(ticker.MultipleLocator(1.5))
    axes[1, 1].yaxis.set_major_formatter("{x:.2e}")


def formatter_that_prints() -> None:
    _, axes = plt.subplots()
    axes.plot(X, X)
    axes.xaxis.set_minor_locator(ticker.MultipleLocator(0.5))
    axes.xaxis.set_minor_formatter(lambda value, _position: f"{value:g}{sys.stdout.write('asked')}")


def offset_and_scientific() -> None:
    _, axes = plt.subplots(1, 2)
    axes[0].plot(X, 1e6 + X)
    axes[1].plot(X, 1e6 * X)
    axes[1].ticklabel_format(axis="y", style="sci", scilimits=(0, 0))


def tick_parameters() -> object:
    _, axes = plt.subplots()
    axes.plot(X, X)
    axes.tick_params(axis="both", which="major", labelsize=7, direction="in", length=8, width=2, colors="navy")
    axes.tick_params(axis="x", top=True, labeltop=True, bottom=False, labelbottom=False)
    axes.tick_params(axis="y", labelrotation=45, pad=12)
    return axes.xaxis.get_tick_params(), state(axes.yaxis)


def tick_parameters_reset() -> object:
    _, axes = plt.subplots()
    axes.tick_params(reset=True)
    axes.tick_params(left=False, which="both")
    return state(axes.xaxis), state(axes.yaxis)


def tick_parameters_in_words() -> object:
    _, axes = plt.subplots()
    axes.tick_params(bottom="off", labelleft="off")
    return state(axes.xaxis), state(axes.yaxis)


def wrong_tick_parameters() -> object:
    _, axes = plt.subplots()
    found = []
    for wrong in ({"labelsize": "vast"}, {"nothing": 1}, {"which": "few"}, {"grid_alpha": 7}, {"labelcolor": "no"}):
        try:
            axes.tick_params(**wrong)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            found.append(str(error))
    plt.close()  # what was set can no longer be drawn
    return found


def spines_moved() -> object:
    _, axes = plt.subplots()
    axes.plot(X, X)
    axes.spines["left"].set_position("zero")
    axes.spines["bottom"].set_position(("data", 1.0))
    axes.spines[["top", "right"]].set_visible(False)
    return state(axes.xaxis), state(axes.yaxis)


def axis_off_and_limits() -> None:
    _, axes = plt.subplots(1, 3)
    axes[0].axis("off"), axes[1].axis("equal"), axes[1].plot(X, X)
    axes[2].set(xlim=(0, 5), ylim=(5, -5), aspect="equal")
    axes[2].margins(0.2)


def ticks_on_the_right() -> object:
    _, axes = plt.subplots()
    axes.yaxis.tick_right()
    axes.xaxis.tick_top()
    axes.yaxis.set_label_position("right")
    axes.set_ylabel("here")
    return axes.yaxis.get_ticks_position(), axes.xaxis.get_ticks_position()


def grids() -> object:
    _, axes = plt.subplots(2, 2)
    axes[0, 0].grid()
    axes[0, 1].grid(visible=True, linestyle="--", alpha=0.4, color="grey", linewidth=0.5)
    axes[1, 0].grid(axis="y", ls=":", lw=2)
    axes[1, 1].grid(visible=True)
    axes[1, 1].grid(visible=False)
    axes[1, 1].set_axisbelow(b=True)
    return [state(axis) for each in axes.flat for axis in (each.xaxis, each.yaxis)]


def style_of_a_package() -> object:
    with plt.style.context("ggplot"):
        _, axes = plt.subplots()
        axes.plot(X, X)
    return state(axes.xaxis)  # made of the style's parameters, although it is asked for outside


def parameters_changed_in_between() -> object:
    _, axes = plt.subplots()
    plt.rcParams.update({"xtick.labelsize": 20, "xtick.direction": "in", "axes.grid": True, "lines.linewidth": 5})
    axes.plot(X, X)
    _, other = plt.subplots()
    return state(axes.xaxis), state(other.xaxis), mpl.rcParams["xtick.labelsize"]


def dark_style_and_sizes() -> None:
    plt.style.use("dark_background")
    plt.rcParams["font.size"] = 14
    plt.plot(X, X)


def ticks_looked_at() -> object:
    _, axes = plt.subplots()
    axes.plot(X, X)
    first = axes.xaxis.get_major_ticks()[0]
    first.label1.set_color("red")
    axes.yaxis.majorTicks[0].gridline.set_visible(True)
    return len(axes.xaxis.majorTicks), len(axes.xaxis.get_gridlines()), state(axes.xaxis), state(axes.yaxis)


def ticks_at_once() -> object:
    _, axes = plt.subplots()
    return state(axes.xaxis), state(axes.yaxis), axes.xaxis.majorTicks is axes.xaxis.majorTicks


def ticks_replaced() -> object:
    _, axes = plt.subplots()
    axes.xaxis.majorTicks = []
    axes.plot(X, X)
    del axes.yaxis.majorTicks
    return len(axes.yaxis.majorTicks)


def every_label_coloured() -> None:
    _, axes = plt.subplots()
    axes.bar(NAMES, [1, 2, 3])
    for label in axes.get_xticklabels():
        label.set_color("purple")


def all_artists() -> object:
    figure, axes = plt.subplots()
    axes.plot(X, X)
    return sorted(type(artist).__name__ for artist in figure.findobj())


def copied_and_pickled() -> object:
    figure, axes = plt.subplots()
    axes.plot(X, X, label="x")
    axes.grid(visible=True)
    again = pickle.loads(pickle.dumps(figure))
    axis = copy.copy(axes.xaxis)
    return state(again.axes[0].xaxis), len(axis.majorTicks), sorted(vars(axis))


def cleared() -> object:
    figure, axes = plt.subplots()
    axes.plot(X, X)
    axes.grid(visible=True)
    axes.clear()
    axes.plot(X, -X)
    other = figure.add_axes((0.1, 0.1, 0.2, 0.2))
    other.remove()
    plt.figure()
    plt.plot(X, X)
    plt.clf()
    plt.plot(X, 2 * X)
    return state(axes.xaxis), len(other.xaxis.majorTicks)


def drawn_and_saved() -> object:
    figure, axes = plt.subplots()
    axes.plot(X, X)
    figure.canvas.draw()
    figure.savefig(io.BytesIO(), bbox_inches="tight")
    return texts(axes.xaxis), [float(side) for side in axes.get_window_extent().extents]


def class_of_ones_own() -> object:
    made = []

    class Counted(XTick):
        def __init__(self, *arguments: Any, **keywords: Any) -> None:
            made.append(self)
            super().__init__(*arguments, **keywords)

    class Mine(XAxis):
        _tick_class = Counted

    class Own(Axes):
        def _init_axis(self) -> None:
            super()._init_axis()  # type: ignore[misc]
            self.xaxis = Mine(self, clear=False)
            for name in ("bottom", "top"):
                self.spines[name].register_axis(self.xaxis)

    figure = plt.figure()
    axes = Own(figure, (0.1, 0.1, 0.8, 0.8))
    figure.add_axes(axes).plot(X, X)
    return len(made)


def patched_tick() -> object:
    made, original = [], XTick.__init__

    def counting(self: XTick, *arguments: Any, **keywords: Any) -> None:
        made.append(self)
        original(self, *arguments, **keywords)

    XTick.__init__ = counting  # type: ignore[method-assign]
    try:
        plt.subplots(squeeze=False)
    finally:
        XTick.__init__ = original  # type: ignore[method-assign]
    return len(made)


def axis_labels_aligned() -> None:
    figure, axes = plt.subplots(2, 1)
    axes[0].plot(X, 1000 * X), axes[1].plot(X, X)
    axes[0].set_ylabel("a"), axes[1].set_ylabel("b")
    figure.align_labels()


def table_and_annotations() -> None:
    _, axes = plt.subplots()
    axes.plot(X, X)
    axes.annotate("here", (0, 0), (1, -2), arrowprops={"arrowstyle": "->"})
    axes.text(-2, 2, r"$\sum_i x_i$")
    axes.table([["1", "2"]], colLabels=["a", "b"], loc="top")


def more_figures_than_are_ready() -> None:
    for number in range(9):
        _, axes = plt.subplots(2, 2)
        axes[1, 1].plot(X, X**number)


def sizes_changed_later() -> object:
    figure, axes = plt.subplots(1, 2, figsize=(3, 2), dpi=60, facecolor="ivory")
    axes[0].plot(X, X)
    figure.savefig(io.BytesIO(), dpi=33)
    figure.set_size_inches(7, 3)
    figure.dpi = 90
    return [part.get_window_extent().extents.tolist() for part in (axes[1], axes[1].title, axes[0].lines[0])]


def wrong_places() -> object:
    found, figure = [], plt.figure()
    for place in ((2, 2, 9), (7,), (2, 2), (2, 2, 0), (1, 1, (1, 2, 3))):
        try:
            Axes(figure, *place)
        except (ValueError, TypeError) as error:
            found.append(str(error))
    return found, len(figure.axes)


def axes_made_by_hand() -> object:
    figure = plt.figure()
    figure.add_axes(Axes(figure, 2, 1, 1, label="mine"))
    figure.add_subplot(2, 2, (3, 4)).plot(X, X)
    figure.add_subplot(224, facecolor="lightgrey", title="t")
    return str(inspect.signature(Axes)), Axes.__init__.__doc__, [repr(axes) for axes in figure.axes]


def axes_moved_and_shared_later() -> object:
    figure, axes = plt.subplots(1, 3)
    axes[0].sharex(axes[1])
    axes[1].plot(X, 9 * X)
    axes[2].set_position((0.8, 0.5, 0.1, 0.3))
    figure.delaxes(axes[2])
    return axes[0].get_xlim(), [each.get_position().extents.tolist() for each in axes]


def patched_axes() -> object:
    changed: Any = Axes
    original = changed.clear

    def clear(self: Axes) -> None:
        original(self)
        self.grid(visible=True)

    changed.clear = clear
    try:
        _, axes = plt.subplots()
    finally:
        changed.clear = original
    return state(axes.xaxis)


def patched_module() -> object:
    changed: Any = mtext
    original = changed.Text
    changed.Text = type("Text", (original,), {})
    try:
        _, axes = plt.subplots()
    finally:
        changed.Text = original
    return type(axes.title) is original


def events_of_limits() -> object:
    heard = []
    _, axes = plt.subplots()
    axes.callbacks.connect("xlim_changed", lambda each: heard.append(each.get_xlim()))
    axes.set_xlim(3, 4)
    return heard


CORPUS: list[Drawing] = [
    more_figures_than_are_ready, sizes_changed_later, wrong_places, axes_made_by_hand, axes_moved_and_shared_later,
    patched_axes, patched_module, events_of_limits,
    plot, plot_of_several_lines, nothing_in_it, scatter, bars_with_names, bars_lying, bars_on_a_log_axis, histogram,
    stairs_and_areas, picture, mesh_with_colorbar_and_formatter, contours, error_bars, boxes_and_violins, pie,
    stems_and_steps, log_log, semi_log_with_minor_grid, symmetric_log, logit, log_axis_back_to_linear, twin_axes,
    twin_axes_on_top, secondary_axis, inset, grid_of_axes, grid_with_shared_axes, grid_with_tight_layout,
    columns_and_label_outer, mosaic, grid_spec, figures_within_a_figure, old_style_subplots, axes_at_a_place, polar,
    space, dates, dates_as_they_come, ticks_set, ticks_set_by_pyplot, labels_set, minor_ticks, minor_ticks_off_and_on,
    locators_and_formatters, formatter_that_prints, offset_and_scientific, tick_parameters, tick_parameters_reset,
    tick_parameters_in_words, wrong_tick_parameters, spines_moved, axis_off_and_limits, ticks_on_the_right, grids,
    style_of_a_package, parameters_changed_in_between, dark_style_and_sizes, ticks_looked_at, ticks_at_once,
    ticks_replaced, every_label_coloured, all_artists, copied_and_pickled, cleared, drawn_and_saved, class_of_ones_own,
    bars_of_all_sizes, bars_that_stand_otherwise, bars_of_dates, patched_rectangle, figures_with_legends, patched_tick,
    axis_labels_aligned, table_and_annotations,
]  # fmt: skip
