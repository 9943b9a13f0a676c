"""Pages -> self-contained HTML, by templates that escape all values. Trusted side; knows nothing about tests."""

from grader.feedback.view import for_student
from grader.model import CheckResult, Grade
from grader.report.diagrams import NO_DRAWINGS, Drawings
from grader.report.environment import report_environment
from grader.report.student_page import Audience, check_page, student_page


def render_report(grade: Grade, drawings: Drawings = NO_DRAWINGS) -> str:
    """The student's report of a full grade: one HTML file, limited to the tests' feedback levels."""
    page = student_page(for_student(grade))
    return report_environment().get_template("report.html").render(page=page, drawings=drawings)


def render_instructor(grade: Grade, drawings: Drawings = NO_DRAWINGS) -> str:
    """The same with everything that the tests saw: for the instructor only."""
    page = student_page(grade, Audience.INSTRUCTOR)
    return report_environment().get_template("report.html").render(page=page, drawings=drawings)


def render_check(check: CheckResult) -> str:
    """The page of a student's own check: one HTML file."""
    return report_environment().get_template("check.html").render(page=check_page(check), drawings=NO_DRAWINGS)
