"""What may go wrong on the trusted side, as one tree whose names say whose fault it is.

    GraderError                 anything this harness raises on purpose; `exit_code` is the process's
    ├── UsageError          2   the person's: a path, an option or a submission that cannot be read
    │   └── SubmissionError 2   this submission as a whole cannot be graded; others still are
    │       └── UnreadableError 2   for lack of a permission, which is not its author's fault
    ├── AssignmentError     3   the author's: assignment.toml, a hidden test or the reference is broken
    ├── IsolationError      3   this machine offers less isolation than was required
    ├── HarnessError        3   ours: the zygote did not start, a hook misbehaved
    └── HeldBackError       3   nobody's: the assignment shows no results of hidden tests yet

What a *student's* code does wrong is never an exception here: it is a value, in `grader.model`.
"""


class GraderError(Exception):
    """A fault whose message is one sentence that says what is wrong and what to do."""

    exit_code = 3


class UsageError(GraderError):
    """The call cannot be carried out as it was made."""

    exit_code = 2


class SubmissionError(UsageError):
    """The submission cannot be read as one; nothing of it was graded."""


class UnreadableError(SubmissionError):
    """The grader lacks the permission to read what is there: that says nothing about the work."""


class AssignmentError(GraderError):
    """The assignment or its solution is broken; no grade can be trusted until its author mends it."""


class IsolationError(GraderError):
    """The isolation that was required does not hold on this machine."""


class HarnessError(GraderError):
    """The harness itself failed; the grade is withheld, never zero."""


class HeldBackError(GraderError):
    """The assignment holds the results of its hidden tests back until a time that has not come."""
