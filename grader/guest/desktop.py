"""What Matplotlib has on a desktop but not here: windows, other back ends, LaTeX, a student's own styles.

Untrusted side; in the zygote, for all its guests. None of it changes what a figure contains, so none of it may cost
anything: back ends stay Agg, windows never open, text is never set by LaTeX.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import matplotlib.style
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.figure import Figure as PlotFigure
from matplotlib.text import Text

from grader.guest.jupyter import NullCallable, NullObject

_WINDOWED = ("show", "pause", "switch_backend", "waitforbuttonpress", "install_repl_displayhook")
_RENAMED = ("seaborn", "seaborn-v0_8")  # the styles of this name, when Matplotlib stopped following that package
_use_style = matplotlib.style.use


def forget_desktop() -> None:
    """Makes Matplotlib accept all of it and ignore it."""
    vars(mpl)["use"] = NullCallable()
    vars(plt).update({name: NullCallable() for name in _WINDOWED}, ginput=_no_clicks)
    vars(matplotlib.style)["use"] = use_style
    PlotFigure.show = _no_window  # type: ignore[assignment,method-assign] # the zygote's Matplotlib, for all its guests
    FigureManagerBase.window = NullObject()  # type: ignore[attr-defined] # what the manager of a real window has
    Text.get_usetex = _never  # type: ignore[assignment,method-assign] # likewise
    validate: Any = mpl.RcParams.validate
    validate.update({"backend": lambda _: "agg", "text.usetex": lambda _: False})


def use_style(style: Any) -> None:
    """Applies Matplotlib's own styles, by old names too; a missing style is ignored, since it only affects looks."""
    several = [style] if isinstance(style, str | Path) or hasattr(style, "keys") else style
    for each in several if isinstance(several, Iterable) else [several]:
        name = f"{_RENAMED[1]}{each.removeprefix(_RENAMED[0])}" if _is_renamed(each) else each
        try:
            _use_style(name)
        except OSError as error:
            print(error, file=sys.stderr)  # noqa: T201 # to whom it concerns


def _is_renamed(style: object) -> bool:
    return isinstance(style, str) and style.startswith(_RENAMED[0]) and not style.startswith(_RENAMED[1])


def _no_window(_figure: PlotFigure, *_arguments: object, **_keywords: object) -> None:
    """Opens nothing."""


def _no_clicks(*_arguments: object, **_keywords: object) -> list[tuple[float, float]]:
    return []


def _never(_text: Text) -> bool:
    return False
