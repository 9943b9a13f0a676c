"""Figures under changed styles and classes, and such that are copied, cleared or looked through.

A function draws with pyplot and leaves its figures open; it returns what a student could see of them.
"""

# ruff: noqa: S301 # the names tell, and what is unpickled has just been pickled
import copy
import io
import pickle
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import matplotlib.text as mtext
from matplotlib.axes import Axes
from matplotlib.axis import XAxis, XTick

from tests.support.figures.seen import X, state, texts


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
