"""Figures with axes in every usual place and number, as students lay them out.

A function draws with pyplot and leaves its figures open; it returns what a student could see of them.
"""

import inspect
import io

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from tests.support.figures.seen import NAMES, X, state


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


def axis_labels_aligned() -> None:
    figure, axes = plt.subplots(2, 1)
    axes[0].plot(X, 1000 * X), axes[1].plot(X, X)
    axes[0].set_ylabel("a"), axes[1].set_ylabel("b")
    figure.align_labels()


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


def events_of_limits() -> object:
    heard = []
    _, axes = plt.subplots()
    axes.callbacks.connect("xlim_changed", lambda each: heard.append(each.get_xlim()))
    axes.set_xlim(3, 4)
    return heard
