"""The gradebooks that there are. Trusted side."""

from grader.gradebook.export.canvas import Canvas
from grader.gradebook.export.format import GradebookFormat
from grader.gradebook.export.moodle import Moodle
from grader.gradebook.export.plain import Plain
from grader.plugins import Registry

GRADEBOOKS: Registry[GradebookFormat] = Registry(
    "grader.gradebooks",
    GradebookFormat,  # type: ignore[type-abstract] # only asked whether something is derived from it
    (Canvas(), Moodle(), Plain()),
)
