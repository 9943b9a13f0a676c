"""Whatever uses the stand-in for Matplotlib ends the guest; to import it, to name it and to pass it around does not."""

import copy
import math
from collections.abc import Callable
from importlib.util import module_from_spec
from types import FunctionType, ModuleType
from typing import Any

import pytest

from grader.guest import unused_matplotlib
from grader.guest.unused_matplotlib import UnusedMatplotlib

NO_USES: dict[str, Callable[[Any], object]] = {
    "[plt.plot, plt.rcParams]": lambda plt: [plt.plot, plt.rcParams],
    "{plt.plot: plt.plot is plt.plot}": lambda plt: {plt.plot: plt.plot is plt.plot},
    "plt.plot if callable(plt.plot) else None": lambda plt: plt.plot if callable(plt.plot) else None,
    "(plt.close(), plt.close('all'), plt.switch_backend('Agg'))": lambda plt: (
        plt.close(),
        plt.close("all"),
        plt.switch_backend("Agg"),
    ),
    "(plt.__name__, plt.__file__)": lambda plt: (plt.__name__, plt.__file__),
}
USES: dict[str, Callable[[Any], object]] = {
    "plt.plot()": lambda plt: plt.plot(),
    "plt.plot.__name__": lambda plt: plt.plot.__name__,
    "plt.plot.__doc__": lambda plt: plt.plot.__doc__,
    "plt.plot.__module__": lambda plt: plt.plot.__module__,
    "plt.plot.__class__": lambda plt: plt.plot.__class__,
    "isinstance(plt.plot, FunctionType)": lambda plt: isinstance(plt.plot, FunctionType),
    "isinstance(plt.plot, int | float)": lambda plt: isinstance(plt.plot, int | float),
    "isinstance(0, plt.plot)": lambda plt: isinstance(0, plt.plot),
    "round(plt.plot)": lambda plt: round(plt.plot),
    "divmod(plt.plot, 2)": lambda plt: divmod(plt.plot, 2),
    "divmod(2, plt.plot)": lambda plt: divmod(2, plt.plot),
    "1 << plt.plot": lambda plt: 1 << plt.plot,
    "plt.plot >> 1": lambda plt: plt.plot >> 1,
    "math.floor(plt.plot)": lambda plt: math.floor(plt.plot),
    "complex(plt.plot)": lambda plt: complex(plt.plot),
    "bytes(plt.plot)": lambda plt: bytes(plt.plot),
    "open(plt.plot)": lambda plt: open(plt.plot),  # noqa: SIM115, PTH123
    "reversed(plt.plot)": lambda plt: reversed(plt.plot),
    "f'{plt.plot}'": lambda plt: f"{plt.plot}",
    "copy.copy(plt.plot)": lambda plt: copy.copy(plt.plot),
    "type('Mine', (), {'draw': plt.plot})().draw": lambda plt: type("Mine", (), {"draw": plt.plot})().draw,
    "plt.no_such_name": lambda plt: plt.no_such_name,
    "plt.close(3)": lambda plt: plt.close(3),
    "plt.__doc__": lambda plt: plt.__doc__,
    "vars(plt)": vars,
    "dir(plt)": dir,
}


class EndedError(Exception):
    """The guest would have ended here."""


@pytest.fixture
def pyplot(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The stand-in for `matplotlib.pyplot`, as an import would make it."""

    def end() -> None:
        raise EndedError

    monkeypatch.setattr(unused_matplotlib, "end_for_lack_of_matplotlib", end)
    package = UnusedMatplotlib().find_spec("matplotlib", None)
    assert package is not None
    spec = UnusedMatplotlib().find_spec("matplotlib.pyplot", package.submodule_search_locations)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("pass_around", NO_USES.values(), ids=NO_USES)
def test_what_needs_no_matplotlib_does_not_end_the_guest(
    pyplot: ModuleType, pass_around: Callable[[Any], object]
) -> None:
    pass_around(pyplot)


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_every_use_ends_the_guest(pyplot: ModuleType, use: Callable[[Any], object]) -> None:
    with pytest.raises(EndedError):
        use(pyplot)


def test_a_name_of_a_compiled_module_is_a_use_for_nobody_reads_its_source(pyplot: ModuleType) -> None:
    assert pyplot.__file__ is not None
    pyplot.__file__ = pyplot.__file__.replace(".py", ".so")
    with pytest.raises(EndedError):
        pyplot.plot  # noqa: B018
