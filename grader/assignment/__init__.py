"""What an assignment is: its manifest, where its parts are, and how it is found and checked. Trusted side."""

from grader.assignment.assignment import Assignment
from grader.assignment.author_files import author_text, invalid_python, python_fault, read_author_text, read_toml
from grader.assignment.lateness import LatePolicy, LateTerms
from grader.assignment.loading import (
    available_assignments,
    data_root,
    find_assignment,
    load_assignment,
    surrounding_assignment,
)
from grader.assignment.manifest import (
    DIAGRAMS,
    GUEST_MODULES,
    LESSON,
    MANIFEST,
    SEED_FILE,
    HandIn,
    HiddenResults,
    Limits,
    Manifest,
    ManualTask,
    Part,
    Step,
    Task,
)

__all__ = [
    "DIAGRAMS",
    "GUEST_MODULES",
    "LESSON",
    "MANIFEST",
    "SEED_FILE",
    "Assignment",
    "HandIn",
    "HiddenResults",
    "LatePolicy",
    "LateTerms",
    "Limits",
    "Manifest",
    "ManualTask",
    "Part",
    "Step",
    "Task",
    "author_text",
    "available_assignments",
    "data_root",
    "find_assignment",
    "invalid_python",
    "load_assignment",
    "python_fault",
    "read_author_text",
    "read_toml",
    "surrounding_assignment",
]
