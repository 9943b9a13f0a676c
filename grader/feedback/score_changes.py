"""What was changed of a score after grading, in words: `78 + 3: a reason`, `91 − 10 (1 day late)`. Trusted; pure."""

from grader.feedback.words import format_points
from grader.model import Grade, ScoreChange
from grader.sanitize import clean_line

_COMMENT = 2000


def changes_in_a_line(grade: Grade) -> str:
    """The machine's score, each change and why; empty if nothing was changed."""
    changes = [change for change in grade.score_changes if change.points]
    if not changes:
        return ""
    score = format_points(grade.score)
    if len(changes) == 1 and not changes[0].late:
        return f"{score} {signed(changes[0].points)}: {_why(changes[0])}"
    return " ".join([score, *(f"{signed(change.points)} ({_why(change)})" for change in changes)])


def comments(grade: Grade) -> tuple[str, ...]:
    """What else the student is told, each cleaned."""
    said = (change.comment or ("" if change.points else change.reason) for change in grade.score_changes)
    return tuple(clean_line(comment, _COMMENT) for comment in said if comment)


def signed(points: float) -> str:
    """Points with their sign: `+ 3`, `− 10`."""
    return f"{'−' if points < 0 else '+'} {format_points(abs(points))}"


def _why(change: ScoreChange) -> str:
    task = f"task {clean_line(change.task, 40)}, " if change.task else ""
    return f"{task}{clean_line(change.reason)}"
