"""The available gradebook formats. Trusted side."""

from grader.gradebook.export.blackboard import Blackboard
from grader.gradebook.export.brightspace import Brightspace
from grader.gradebook.export.canvas import Canvas
from grader.gradebook.export.format import GradebookFormat
from grader.gradebook.export.moodle import Moodle
from grader.gradebook.export.plain import GradescopeGrades, Plain, Tests
from grader.plugins import Registry

GRADEBOOKS: Registry[GradebookFormat] = Registry(
    "grader.gradebooks",
    GradebookFormat,  # type: ignore[type-abstract] # only asked whether something is derived from it
    (Canvas(), Moodle(), Blackboard(), Brightspace(), GradescopeGrades(), Plain(), Tests()),
)
