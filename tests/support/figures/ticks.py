"""Figures whose ticks, labels and grids are set, as students set them.

A function draws with pyplot and leaves its figures open; it returns what a student could see of them.
"""

import sys

import matplotlib.pyplot as plt
import numpy as np
from matplotlib import ticker

from tests.support.figures.seen import NAMES, X, state, texts


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
