"""The figures of student code, in a guest that may have no Matplotlib and then has no figures. Untrusted side.

Whether there is Matplotlib is decided in the zygote, before student code can have a say in it.
"""

import sys
from functools import cache
from importlib import import_module
from types import ModuleType

from grader.wire.figures import Figure


@cache
def _figures() -> tuple[ModuleType, ...]:
    """The module that summarises figures, if Matplotlib is imported when this is first called."""
    return (import_module("grader.guest.figures"),) if "matplotlib.figure" in sys.modules else ()


def prepare() -> None:
    """Decides whether this process and its forks have figures."""
    _figures()


def is_figure(thing: object) -> bool:
    """Whether something is a figure of Matplotlib's."""
    return any(isinstance(thing, module.PlotFigure) for module in _figures())


def close_figures() -> None:
    """Closes the figures that earlier calls left open."""
    for module in _figures():
        module.close_figures()


def open_figures() -> list[object]:
    """The figures that pyplot holds open, in the order of their numbers; of very many only the last."""
    return [figure for module in _figures() for figure in module.open_figures()]


def summarise(figure: object, handle: int) -> Figure:
    """Summarises a figure without drawing it."""
    (module,) = _figures()
    summary: Figure = module.summarise(figure, handle)
    return summary


def draw(thing: object) -> bytes:
    """A figure as PNG; empty if there is no picture of it."""
    return b"".join(module.draw(thing) for module in _figures() if isinstance(thing, module.PlotFigure))
