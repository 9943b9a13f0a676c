"""Imports Matplotlib and prepares it for guests: no windows, its own fonts, and nothing made before it is looked at.

Untrusted side; in the zygote, for all its guests. A zygote whose guests do not draw leaves all of this out, which is
most of what starting it takes. A guest that imports Matplotlib all the same says so with its end.
"""

import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from grader.wire.zygote_messages import LACKS_MATPLOTLIB

MATPLOTLIB = frozenset({"matplotlib", "mpl_toolkits", "pylab"})


def prepare_matplotlib(*, axes: bool) -> None:
    """Imports it; creates `axes` in advance too, which pays off where there are many guests."""
    import matplotlib as mpl  # noqa: PLC0415 # only where guests draw
    import matplotlib.pyplot as plt  # noqa: PLC0415 # MPLBACKEND is Agg in the environment that the host gives
    from matplotlib.font_manager import fontManager  # noqa: PLC0415

    from grader.guest.bars import take_limits_from_corners  # noqa: PLC0415
    from grader.guest.desktop import forget_desktop  # noqa: PLC0415
    from grader.guest.known_matplotlib import knows_matplotlib  # noqa: PLC0415
    from grader.guest.layout import defer_layout  # noqa: PLC0415
    from grader.guest.ready_axes import prepare_axes  # noqa: PLC0415
    from grader.guest.ticks import defer_ticks  # noqa: PLC0415

    plt.switch_backend("Agg")
    defer_layout()
    forget_desktop()
    # Matplotlib's own fonts only: no guest can read others, and figures look the same everywhere.
    own = mpl.get_data_path()
    fontManager.ttflist[:] = [font for font in fontManager.ttflist if font.fname.startswith(own)]
    fontManager.afmlist[:] = [font for font in fontManager.afmlist if font.fname.startswith(own)]
    plt.close(plt.figure())  # builds the font cache once, not once per guest
    if knows_matplotlib():
        take_limits_from_corners()
        defer_ticks()
        if axes:
            prepare_axes()


def needed_paths(*, draws: bool) -> tuple[Path, ...]:
    """What guests read besides libraries: Matplotlib's fonts and styles."""
    if not draws:
        return ()
    import matplotlib as mpl  # noqa: PLC0415 # imported already

    return (Path(mpl.get_data_path()),)


def way_of_drawing(*, draws: bool) -> str:
    """How figures are made here, to explain how long it takes; empty without Matplotlib."""
    if not draws:
        return ""
    from grader.guest.known_matplotlib import way_of_drawing as way  # noqa: PLC0415 # only where guests draw

    return way()


class NoMatplotlib(MetaPathFinder):
    """Ends a guest that imports Matplotlib, where the zygote has not prepared it: the host starts one that has."""

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Lets all else pass."""
        if fullname.partition(".")[0] in MATPLOTLIB:
            end_for_lack_of_matplotlib()
        return None


def end_for_lack_of_matplotlib() -> NoReturn:
    """Ends this guest in the way that tells the host why."""
    with suppress(ValueError):  # a thread of the student's cannot change it
        signal.signal(LACKS_MATPLOTLIB, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {LACKS_MATPLOTLIB})
    os.kill(os.getpid(), LACKS_MATPLOTLIB)
    os._exit(1)
