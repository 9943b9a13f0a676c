"""Reads the texts of an axis's labels, without creating ticks that do not exist. Untrusted side."""

from typing import Any

from matplotlib.category import StrCategoryFormatter, StrCategoryLocator
from matplotlib.ticker import (
    AutoLocator,
    LogFormatterSciNotation,
    LogLocator,
    MaxNLocator,
    NullFormatter,
    NullLocator,
    ScalarFormatter,
)

from grader.guest.ticks import first_put_off

FORMATTERS = frozenset({ScalarFormatter, LogFormatterSciNotation, StrCategoryFormatter, NullFormatter})
LOCATORS = frozenset({AutoLocator, MaxNLocator, LogLocator, StrCategoryLocator, NullLocator})


def major_labels(axis: Any) -> tuple[str, ...]:
    """The texts of the labels of the major ticks, without creating any."""
    first = first_put_off(axis)
    if first is None or not _is_quiet(axis):
        return tuple(label.get_text() for label in axis.get_majorticklabels())
    texts = axis.get_major_formatter().format_ticks(axis.get_majorticklocs())
    shown: int = first.switch("label1On", default=True) + first.switch("label2On", default=False)
    return tuple("" if text is None else str(text) for text in texts) * shown


def _is_quiet(axis: Any) -> bool:
    """Whether Matplotlib positions and labels its ticks in its own way, so that reading them has no side effects."""
    named = type(axis.get_major_formatter()), type(axis.get_minor_formatter())
    placed = type(axis.get_major_locator()), type(axis.get_minor_locator())
    return FORMATTERS.issuperset(named) and LOCATORS.issuperset(placed)
