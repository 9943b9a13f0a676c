"""Sets of pages to open: the demo's, one with every known mistake, and those full of hostile text."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from msgspec.structs import replace

from grader.assignment import Assignment
from grader.exam.misconceptions import KnownMistake, load_misconceptions
from grader.model import Budget, Ending, Evidence, Excerpt, Grade, Outcome, Part, TaskResult, TestResult
from grader.report.class_row import ClassRow
from grader.report.render import render_check, render_class, render_instructor, render_report
from tests.report.samples import BACKWARD, check_of, grade_full_of, sample_grade, untouched_grade, withheld_grade

AROUND = 5


def write_set(folder: Path, grades: dict[str, Grade], *, copies: bool = True) -> list[Path]:
    """The student's report and perhaps the instructor's copy of each grade, and the page of them as a class."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = {}
    for name, grade in grades.items():
        pages[f"{name}.html"] = render_report(grade)
        if copies:
            pages[f"{name}-copy.html"] = render_instructor(grade)
    rows = [ClassRow.graded(grade, f"{name}.html", f"{name}-copy.html") for name, grade in grades.items()]
    pages["class.html"] = render_class(next(iter(grades.values())).title, rows)
    for file, page in pages.items():
        (folder / file).write_text(page, "utf-8")
    return [folder / file for file in pages]


def write_checks(folder: Path) -> list[Path]:
    """The pages of two checks: one that found something of each kind, and one of untouched stubs."""
    checks = {"mixed": check_of(sample_grade()), "stubs": check_of(untouched_grade(), unwritten=True)}
    folder.mkdir(parents=True, exist_ok=True)
    for name, check in checks.items():
        (folder / f"{name}.html").write_text(render_check(check), "utf-8")
    return [folder / f"{name}.html" for name in checks]


def kinds() -> dict[str, Grade]:
    """A grade of each kind: partly right, withheld, full of plain words."""
    return {"partly": sample_grade(), "withheld": withheld_grade(), "plain": grade_full_of("plain words")}


def mistakes(assignment: Assignment) -> dict[str, Grade]:
    """For each task a grade in which every known mistake of it was made."""
    known = load_misconceptions(assignment)
    found = {}
    for task in assignment.tasks:
        made = [_made(mistake, assignment) for mistake in known if mistake.task == task]
        result = TaskResult(
            id=task.id,
            title=task.title,
            score=0.0,
            max_score=float(len(made)),
            tests=tuple(made),
            about=task.about,
            formulas=task.formulas,
        )
        grade = replace(sample_grade(f"mistakes-{task.id}"), tasks=(result,), score=0.0, max_score=result.max_score)
        if made:
            found[f"mistakes-{task.id}"] = grade
    return found


def _made(mistake: KnownMistake, assignment: Assignment) -> TestResult:
    message = "It does not have the right value."
    return TestResult(
        name=f"test_{mistake.misconception.id}",
        title=f"A test that sees {mistake.misconception.id}",
        outcome=Outcome.FAILED,
        ending=Ending.RETURNED,
        score=0.0,
        max_score=1.0,
        message=message,
        budget=Budget.SHAPE,
        misconception=mistake.misconception,
        evidence=Evidence(
            findings=(Part(Budget.CATEGORY, message),),
            calls=(BACKWARD,),
            excerpts=tuple(_changed(mistake, assignment)),
        ),
    )


def _changed(mistake: KnownMistake, assignment: Assignment) -> Iterator[Excerpt]:
    """The lines that differ from the reference, with some around them."""
    file = f"{mistake.task.module}.py"
    right = (assignment.solution / file).read_text("utf-8").split("\n")
    wrong = mistake.source.split("\n")
    for kind, _, _, first, last in SequenceMatcher(a=right, b=wrong, autojunk=False).get_opcodes():
        if kind != "equal":
            begin = max(0, first - AROUND)
            lines = tuple(wrong[begin : last + AROUND])
            yield Excerpt(level=Budget.SHAPE, file=file, first=begin + 1, lines=lines, marked=first + 1)
            return
