"""Tells what the labels of an axis say, for which no tick is made that is not there. Untrusted side."""

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
    """The texts of the labels of the major ticks, for which none is made that is not there."""
    first = first_put_off(axis)
    if first is None or not _is_quiet(axis):
        return tuple(label.get_text() for label in axis.get_majorticklabels())
    texts = axis.get_major_formatter().format_ticks(axis.get_majorticklocs())
    shown: int = first.switch("label1On", default=True) + first.switch("label2On", default=False)
    return tuple("" if text is None else str(text) for text in texts) * shown


def _is_quiet(axis: Any) -> bool:
    """Whether its ticks are placed and named by Matplotlib, and as it does by itself, of which nobody hears."""
    named = type(axis.get_major_formatter()), type(axis.get_minor_formatter())
    placed = type(axis.get_major_locator()), type(axis.get_minor_locator())
    return FORMATTERS.issuperset(named) and LOCATORS.issuperset(placed)
