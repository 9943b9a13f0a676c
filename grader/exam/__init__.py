"""Everything that a hidden test may import, under one name. Trusted side; docs/hidden-tests.md describes each name.

Each name is loaded when it is first asked for: importing one check loads neither pytest nor the zygote.
"""

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.exam.checks import check
    from grader.exam.checks.accuracy import accurate
    from grader.exam.checks.helpers import assign, axes_grid, by_name, copied, create, method, unchanged
    from grader.exam.checks.measuring import Measurement, counted, measure
    from grader.exam.checks.memory import remembered
    from grader.exam.checks.ordered import Direction, close_in_order
    from grader.exam.checks.programs import ProgramRun, read_file, run_program, write_files
    from grader.exam.checks.recording import (
        RecordedCall,
        call_by_reference,
        fetch_value,
        generator,
        observe,
        record,
        record_class,
        store_value,
        with_input,
    )
    from grader.exam.checks.tolerance import ACCURATE, ANALYTIC, NUMERICAL, VALUE, Tolerance
    from grader.exam.running.seeds import choose_seed as choose_seed
    from grader.exam.running.seeds import practice_seed as practice_seed
    from grader.exam.running.session import Exam as Exam
    from grader.host.exchange import Observation
    from grader.host.proxy import Proxy
    from grader.wire.figures import Area, Axes, Bar, Colour, Figure, Image, Line, Wedge
    from grader.wire.values import Recording

__all__ = [
    "ACCURATE",
    "ANALYTIC",
    "NUMERICAL",
    "VALUE",
    "Area",
    "Axes",
    "Bar",
    "Colour",
    "Direction",
    "Figure",
    "Image",
    "Line",
    "Measurement",
    "Observation",
    "ProgramRun",
    "Proxy",
    "RecordedCall",
    "Recording",
    "Tolerance",
    "Wedge",
    "accurate",
    "assign",
    "axes_grid",
    "by_name",
    "call_by_reference",
    "check",
    "close_in_order",
    "copied",
    "counted",
    "create",
    "fetch_value",
    "generator",
    "measure",
    "method",
    "observe",
    "read_file",
    "record",
    "record_class",
    "remembered",
    "run_program",
    "store_value",
    "unchanged",
    "with_input",
    "write_files",
]  # fmt: skip

_HOMES = MappingProxyType(
    {
        "grader.exam.checks.accuracy": ("accurate",),
        "grader.exam.checks.helpers": ("assign", "axes_grid", "by_name", "copied", "create", "method", "unchanged"),
        "grader.exam.checks.measuring": ("Measurement", "counted", "measure"),
        "grader.exam.checks.memory": ("remembered",),
        "grader.exam.checks.ordered": ("Direction", "close_in_order"),
        "grader.exam.checks.programs": ("ProgramRun", "read_file", "run_program", "write_files"),
        "grader.exam.checks.recording": (
            *(
                "RecordedCall",
                "generator",
                "call_by_reference",
                "store_value",
                "fetch_value",
                "observe",
                "record",
                "record_class",
                "with_input",
            ),
        ),
        "grader.exam.checks.tolerance": ("ACCURATE", "ANALYTIC", "NUMERICAL", "VALUE", "Tolerance"),
        "grader.host.exchange": ("Observation",),
        "grader.host.proxy": ("Proxy",),
        "grader.wire.figures": ("Area", "Axes", "Bar", "Colour", "Figure", "Image", "Line", "Wedge"),
        "grader.wire.values": ("Recording",),
        # Not for tests but for the rest of the harness, which grades with them.
        "grader.exam.running.session": ("Exam",),
        "grader.exam.running.seeds": ("choose_seed", "practice_seed"),
    }
)
_HOME_OF = MappingProxyType({name: home for home, names in _HOMES.items() for name in names})


def __getattr__(name: str) -> object:
    """Loads a name when it is first used."""
    if name == "check":
        return import_module("grader.exam.checks.check")
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_HOME_OF[name]), name)
    return found


def __dir__() -> list[str]:
    """The names for tests."""
    return sorted(__all__)
