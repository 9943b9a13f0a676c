"""The errors of the trusted side, as one tree whose names say who is responsible.

    GraderError                 anything this harness raises on purpose; `exit_code` is the process's
    ├── UsageError          2   the person's: a path, an option or a submission that cannot be read
    │   └── SubmissionError 2   this submission as a whole cannot be graded; others still are
    │       └── UnreadableError 2   for lack of a permission, which is not its author's fault
    ├── AssignmentError     3   the author's: assignment.toml, a hidden test or the reference is broken
    ├── IsolationError      3   this machine offers less isolation than was required
    ├── HarnessError        3   ours: the zygote did not start, a hook misbehaved
    └── HeldBackError       3   nobody's: the assignment shows no results of hidden tests yet

Errors of a *student's* code are never exceptions here: they are values, in `grader.model`.
"""


class GraderError(Exception):
    """An error whose message is one sentence that says what is wrong and what to do."""

    exit_code = 3


class UsageError(GraderError):
    """The command or call cannot be carried out as given."""

    exit_code = 2


class SubmissionError(UsageError):
    """The submission cannot be read; nothing of it was graded."""


class UnreadableError(SubmissionError):
    """The grader has no permission to read the files: that says nothing about the work."""


class AssignmentError(GraderError):
    """The assignment or its solution is broken; no grade can be trusted until its author repairs it."""


class IsolationError(GraderError):
    """The required isolation is not available on this machine."""


class HarnessError(GraderError):
    """The harness itself failed; the grade is withheld, never zero."""


class HeldBackError(GraderError):
    """The assignment holds back the results of its hidden tests until a later time."""
