"""Sets of pages to open, each identified by its set and its name."""

from collections.abc import Callable, Hashable, Mapping
from pathlib import Path

from grader.assignment import Assignment
from grader.feedback.measures import Points
from grader.model import Grade
from grader.report.class_page import ChangeLine, ClassStory, Fact, render_class
from grader.report.class_row import ClassRow
from grader.report.course_page import AssignmentColumn, Score, StudentRow, render_course
from grader.report.render import render_check, render_instructor, render_report
from grader.report.similar_page import NamedWork, Pair, Side, SimilarPage, render_pair, render_similar
from tests.support.draw import Draw
from tests.support.known_mistakes import Graded, mistakes_of
from tests.support.sample_grades import (
    adjusted_grade,
    check_of,
    grade_full_of,
    grade_with,
    sample_drawings,
    sample_grade,
    untouched_grade,
    withheld_grade,
)

STORY = ClassStory(
    note="Stopped after 3 of 4.",
    facts=(Fact("Graded", "2026-11-27 10:00"), Fact("Isolation", "namespaced")),
    changes=(ChangeLine("partly", "resubmitted", "51 → 78.5"), ChangeLine("withheld", "no grade now", "see below")),
)


EACH = 1
ONE_OF_EACH_KIND = ("checks", "alike", "course", "audit")
"""Sets of which no page stands for another."""
OF_KNOWN_MISTAKES = ("catalogue", "mistakes")
"""Sets of which the pages of one stand for those of the other."""


def some_of_each(files: Mapping[str, Path], draw: Draw, kind: Callable[[str], Hashable]) -> dict[str, Path]:
    """A page of each kind, or with `--everything` all."""
    return {name: files[name] for name in draw.few(files, EACH, kind)}


def kind_of_page(name: str) -> Hashable:
    """Of which kind its set is, and whether it is a report, the instructor's copy of one, or a page of a class."""
    page = Path(name)
    kind_of_set = page.parts[0].split("-")[0]
    if kind_of_set in ONE_OF_EACH_KIND:
        return name
    if kind_of_set in OF_KNOWN_MISTAKES:
        kind_of_set = OF_KNOWN_MISTAKES[0]
    return (
        kind_of_set,
        page.stem in {"index", "class"},
        page.stem.endswith("-copy") or page.parent.name == "_instructor",
    )


def kind_of_attackers_page(name: str) -> Hashable:
    """Whether it is a report, the instructor's copy of one, or the page of the class."""
    page = Path(name)
    return page.stem in {"report", "index"}, page.parent.name == "_instructor", page.stem == "index"


def below(folder: Path, name: str) -> dict[str, Path]:
    """Every page in a folder, at any depth."""
    return {f"{name}/{file.relative_to(folder)}": file for file in sorted(folder.rglob("*.html"))}


def write_set(folder: Path, grades: dict[str, Grade]) -> dict[str, Path]:
    """The student's report and the instructor's copy of each grade, and the page of them as a class."""
    folder.mkdir(parents=True, exist_ok=True)
    pages, drawings = {}, sample_drawings()
    for name, grade in grades.items():
        pages[f"{name}.html"] = render_report(grade, drawings)
        pages[f"{name}-copy.html"] = render_instructor(grade, drawings)
    rows = [ClassRow.graded(grade, f"{name}.html", f"{name}-copy.html") for name, grade in grades.items()]
    pages["class.html"] = render_class(next(iter(grades.values())).title, rows, story=STORY)
    for file, page in pages.items():
        (folder / file).write_text(page, "utf-8")
    return {f"{folder.name}/{file}": folder / file for file in pages}


def write_course(folder: Path) -> dict[str, Path]:
    """The page of several assignments."""
    folder.mkdir(parents=True)
    (folder / "course.html").write_text(course_page(), "utf-8")
    return below(folder, folder.name)


def course_page() -> str:
    """Two students and two assignments: points with and without a page, changed ones, and none."""
    changed = Score(Points.of(75, 100), "72.5 + 2.5: the table of exercise 4 was unclear", "partly-copy.html")
    lines = (
        StudentRow("Émile Zola", Points.of(75, 150), (changed, Score(None, "nothing handed in"))),
        StudentRow(
            "Ann Lee",
            Points.of(150, 150),
            (Score(Points.of(100, 100)), Score(Points.of(50, 50), "", "plain-copy.html")),
        ),
    )
    return render_course((AssignmentColumn("Chain rule", 100), AssignmentColumn("Vanishing gradients", 50)), lines)


def write_similar(folder: Path) -> dict[str, Path]:
    """Works of a class that are alike, as a list and side by side."""
    ada, eve = NamedWork(("Ada Lovelace", "Émile Zola")), NamedWork(("eve <b>",))
    text = "import numpy as np\n\n\ndef double(x):\n    return 2 * x\n" + "# on its own\n" * 20
    listed = SimilarPage(
        title="Tiny",
        students=3,
        threshold=50,
        equal=((ada, eve),),
        pairs=(Pair(one=ada, two=eve, percents=(90, 45), page="pair-1.html"),),
        more=2,
        left_out=(("Ben", "the work is too short"),),
    )
    sides = (Side(ada, 90, (("double.py", text),), {3: 3, 4: 4}), Side(eve, 45, (("twice.py", text),), {3: 3, 4: 4}))
    pages = {"similar.html": render_similar(listed), "pair-1.html": render_pair("Tiny", *sides, back="similar.html")}
    folder.mkdir(parents=True, exist_ok=True)
    for file, page in pages.items():
        (folder / file).write_text(page, "utf-8")
    return {f"{folder.name}/{file}": folder / file for file in pages}


def write_checks(folder: Path) -> dict[str, Path]:
    """The pages of two checks: one that found something of each kind, and one of untouched stubs."""
    checks = {"mixed": check_of(sample_grade()), "stubs": check_of(untouched_grade(), unwritten=True)}
    folder.mkdir(parents=True, exist_ok=True)
    for name, check in checks.items():
        (folder / f"{name}.html").write_text(render_check(check), "utf-8")
    return below(folder, folder.name)


def kinds() -> dict[str, Grade]:
    """A grade of each kind: partly right, withheld, full of plain words, changed after grading."""
    return {
        "partly": sample_grade(),
        "withheld": withheld_grade(),
        "plain": grade_full_of("plain words"),
        "adjusted": adjusted_grade(),
    }


def mistakes(graded: Mapping[str, Graded]) -> dict[str, dict[str, Grade]]:
    """For each task the grade of each known mistake that was graded, as somebody gets it who made no other."""
    return {task: {grade.submission: grade for grade in found.grades} for task, found in graded.items()}


def catalogue(assignment: Assignment) -> dict[str, Grade]:
    """For each task a grade in which every known mistake of it was made: all that authors wrote, graded by nobody."""
    listed = {task.id: mistakes_of(assignment, task.id) for task in assignment.tasks}
    return {
        task.id: grade_with(task.id, task.title, [mistake.misconception for mistake in listed[task.id]])
        for task in assignment.tasks
    }
