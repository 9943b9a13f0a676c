"""The types that functions of the public API return besides the model, for annotations; each comes from the part that
makes it. Nothing imports this module at run time.
"""

from grader.audit.author_run import AuthorRun, Fault, Tried
from grader.audit.results import Audit, TaskAnalysis
from grader.gradebook.adjusting import Adjusted, Moved
from grader.gradebook.changes import Change
from grader.gradebook.class_run import ClassRun
from grader.gradebook.course import Course
from grader.gradebook.dossier import Dossier
from grader.gradebook.export.entries import Filled
from grader.gradebook.hand_back.format import ReturnedReports
from grader.gradebook.merging.service import Merged
from grader.gradebook.preview import ClassPreview
from grader.gradebook.similar.run import AlikePair, SimilarWork
from grader.handout.release import Release
from grader.handout.scaffold import NewAssignment
from grader.host.doctor.canaries import AttemptResult
from grader.host.doctor.examination import Examination
from grader.intake import ReceivedClass, ReceivedEntry

__all__ = [
    "Adjusted",
    "AlikePair",
    "AttemptResult",
    "Audit",
    "AuthorRun",
    "Change",
    "ClassPreview",
    "ClassRun",
    "Course",
    "Dossier",
    "Examination",
    "Fault",
    "Filled",
    "Merged",
    "Moved",
    "NewAssignment",
    "ReceivedClass",
    "ReceivedEntry",
    "Release",
    "ReturnedReports",
    "SimilarWork",
    "TaskAnalysis",
    "Tried",
]
