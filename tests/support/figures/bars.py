"""Figures of bars, rectangles and areas, as students draw them.

A function draws with pyplot and leaves its figures open; it returns what a student could see of them.
"""

import datetime as dt
from typing import Any

import matplotlib.pyplot as plt
import matplotlib.transforms as mtransforms
import numpy as np
from matplotlib import patches

from tests.support.figures.seen import DAYS, NAMES, X, limits


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
