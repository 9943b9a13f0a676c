"""What happens to the grades of a class after grading, and what is on record about a student. Trusted side."""

from pathlib import Path
from typing import TYPE_CHECKING

from grader.api.arguments import PathLike

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.gradebook.adjusting import Adjusted, Moved
    from grader.gradebook.course import Course
    from grader.gradebook.dossier import Dossier


def adjust(
    results: PathLike, student: str, points: float, *, reason: str, task: str = "", comment: str = ""
) -> "Adjusted":
    """Adds points to a student's grade after grading, or takes some away; the score that the tests found stays visible.

    The adjustment is on record for good, shown in the report, on the class page and in exports, and survives regrading.

    >>> from grader import adjust
    >>> [moved] = adjust("results", "kim", 1.5, reason="the idea was right").moved
    >>> moved.before.counted_score, moved.after.counted_score, moved.after.score
    (3.0, 4.5, 3.0)

    Args:
        results: The folder that `grade_class` wrote.
        student: The name of their results, or a name, login, address or number.
        points: How many; a negative number takes points away.
        reason: Why, for the student.
        task: The task that it concerns.
        comment: Anything else to tell the student in the report.

    Raises:
        UsageError: It is not clear which student is meant, the reason is missing, or there is no grade.
    """
    from grader.gradebook import adjusting
    from grader.gradebook.store import Adjustment

    wanted = Adjustment(submission=student, points=points, reason=reason, task=task, comment=comment)
    return adjusting.adjust(Path(results), [wanted])


def adjust_from_table(results: PathLike, table: PathLike) -> "Adjusted":
    """Makes many adjustments at once, all or none; those that are on record already are not added again.

    >>> from pathlib import Path
    >>> from grader import adjust_from_table
    >>> lines = ("student,points,reason", "jane,1,a bonus")
    >>> _ = Path("adjustments.csv").write_text(chr(10).join(lines))
    >>> adjust_from_table("results", "adjustments.csv").moved[0].after.counted_score
    6.0
    >>> adjust_from_table("results", "adjustments.csv").known
    1

    Args:
        results: The folder that `grade_class` wrote.
        table: A CSV file with the columns student, points, reason, and optionally task and comment.

    Raises:
        UsageError: A row is not clear, and nothing was changed.
    """
    from grader.gradebook import adjusting

    return adjusting.adjust(Path(results), adjusting.read_adjustments(Path(table)), once=True)


def drop_test(
    results: PathLike, test: str, *, reason: str, carry_out: bool = False
) -> "tuple[tuple[str, ...], tuple[Moved, ...]]":
    """Makes a hidden test stop counting, so that everybody gets its points; returns its full names and the changes.

    Scores are computed again from the record: no student code runs.

    >>> from grader import drop_test
    >>> tests, moved = drop_test("results", "test_shift", reason="not taught this year")
    >>> [(each.submission, each.gain) for each in moved if each.gain]
    [('kim', 2.0)]

    Args:
        results: The folder that `grade_class` wrote.
        test: Its title as in reports, or its name or the end of it.
        reason: Why, for the students.
        carry_out: Do it; otherwise only say what it would do.

    Raises:
        UsageError: It is not clear which test is meant, the reason is missing, or there are no grades.
    """
    from grader.gradebook import adjusting

    return adjusting.drop_test(Path(results), test, reason, carry_out=carry_out)


def show_student(results: PathLike, student: str) -> "Dossier":
    """Everything on record about a student: attempts, every grade ever given, adjustments, where the pages are.

    >>> from grader import show_student
    >>> found = show_student("results", "kim")
    >>> len(found.attempts), [grade.score for grade in found.grades], found.adjustments[0].reason
    (1, [3.0], 'the idea was right')

    Args:
        results: The folder that `grade_class` wrote.
        student: The name of their results, or a name, login, address or number.

    Raises:
        UsageError: It is not clear which student is meant, or there are no grades.
    """
    from grader.gradebook.dossier import dossier

    return dossier(Path(results), student)


def course_overview(results: "Iterable[PathLike]", *, output: PathLike | None = None) -> "Course":
    """The grades of several assignments side by side, a row for each student.

    Two results belong to the same student if they share an address, login or number, or the id in classes that are
    folders somebody named; a name alone joins nobody.

    >>> from grader import course_overview
    >>> found = course_overview(["results"], output="overview")
    >>> [(student.called, student.total) for student in found.students], found.max_score
    ([('jane', 6.0), ('kim', 4.5)], 5.0)

    Args:
        results: The folders that `grade_class` wrote, one for each assignment.
        output: The folder for course.html and course.csv; by default nothing is written.

    Raises:
        UsageError: One of them has no grades, two are of one assignment, or the output cannot be written.
    """
    from grader.gradebook.course import course_of, write_course

    found = course_of([Path(each) for each in results])
    if output is not None:
        write_course(found, Path(output))
    return found
