"""The available gradebook formats. Trusted side."""

from grader.gradebook.export.blackboard import BlackboardGradebook
from grader.gradebook.export.brightspace import BrightspaceGradebook
from grader.gradebook.export.canvas import CanvasGradebook
from grader.gradebook.export.format import GradebookFormat
from grader.gradebook.export.moodle import MoodleGradebook
from grader.gradebook.export.plain import GradescopeGrades, PerTestTable, PlainTable
from grader.plugins import Registry

GRADEBOOKS: Registry[GradebookFormat] = Registry(
    "grader.gradebooks",
    GradebookFormat,  # type: ignore[type-abstract] # only asked whether something is derived from it
    (
        CanvasGradebook(),
        MoodleGradebook(),
        BlackboardGradebook(),
        BrightspaceGradebook(),
        GradescopeGrades(),
        PlainTable(),
        PerTestTable(),
    ),
)
