"""Figures of each common kind of plot and of scale, as students draw them.

A function draws with pyplot and leaves its figures open; it returns what a student could see of them.
"""

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import numpy as np

from tests.support.figures.seen import DAYS, NAMES, X, texts


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


def dates() -> None:
    _, axes = plt.subplots()
    axes.plot(DAYS, range(8))
    axes.xaxis.set_major_formatter(mdates.DateFormatter("%d %b"))  # type: ignore[no-untyped-call]
    plt.gcf().autofmt_xdate()


def dates_as_they_come() -> object:
    plt.plot(DAYS, range(8))
    return texts(plt.gca().xaxis)


def table_and_annotations() -> None:
    _, axes = plt.subplots()
    axes.plot(X, X)
    axes.annotate("here", (0, 0), (1, -2), arrowprops={"arrowstyle": "->"})
    axes.text(-2, 2, r"$\sum_i x_i$")
    axes.table([["1", "2"]], colLabels=["a", "b"], loc="top")
