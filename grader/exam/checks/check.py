"""Every check that a hidden test may use, under one name. Trusted side; docs/hidden-tests.md has what each requires."""

from grader.exam.checks.basic import CheckFailedError, array, entry, items, number, true
from grader.exam.checks.calling import function, instance, prints, raises
from grader.exam.checks.closeness import attach_figure, attach_plot, close, shapes_of
from grader.exam.checks.drawings import figure, labelled, legend, scales, series
from grader.exam.checks.equality import equal, frame, text
from grader.exam.checks.growth import growth

__all__ = ["CheckFailedError", "array", "attach_figure", "attach_plot", "close", "entry", "equal", "figure", "frame",
           "function", "growth", "instance", "items", "labelled", "legend", "number", "prints", "raises", "scales",
           "series", "shapes_of", "text", "true"]  # fmt: skip
