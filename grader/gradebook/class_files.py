"""The files of a class: index.html with links to the reports, and gradebook.csv. Trusted side."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from msgspec import Struct

from grader.gradebook.changes import Change
from grader.gradebook.export.entries import absent, without_tests
from grader.gradebook.export.plain import PlainTable
from grader.gradebook.store.facts import AssignmentFacts, RunFacts
from grader.gradebook.store.reading import ClassMember
from grader.intake import Student
from grader.model import Grade, SubmissionResult
from grader.output.files import read_own_file, write_file
from grader.output.folder import COPIES, PAGE, link_copies
from grader.report.class_page import NO_STORY, ChangeLine, ClassStory, Fact, render_class
from grader.report.class_row import ClassRow


class People(Struct, frozen=True):
    """Who is in a class: names and teams by submission, as far as they are known, who is late, and who is missing.

    Groups are given by the ids of their members.
    """

    names: Mapping[str, str] = {}
    missing: tuple[str, ...] = ()
    late: frozenset[str] = frozenset()
    teams: Mapping[str, str] = {}


def teams_of(roster: Mapping[str, ClassMember]) -> dict[str, str]:
    """With whom everybody works, if that is known."""
    return {name: member.student.group for name, member in roster.items() if member.student.group}


def write_class(
    assignment: AssignmentFacts,
    results: Sequence[SubmissionResult],
    folder: Path,
    held_back: Collection[str] = (),
    people: People | None = None,
    story: ClassStory | None = None,
) -> None:
    """Writes index.html and gradebook.csv of a class, and has the copies of its grades lead to one another.

    Those that are held back have no report for their students yet.
    """
    known = people or People()
    rows = [
        replace(
            _row(result, held_back=result.submission in held_back)
            if isinstance(result, Grade)
            else ClassRow.ungraded(result.submission, result.reason),
            name=known.names.get(result.submission, ""),
            late=result.submission in known.late,
            team=known.teams.get(result.submission, ""),
        )
        for result in results
    ]
    link_copies([row for row in rows if row.copy is not None], folder / COPIES)
    page = render_class(assignment.title, rows, known.missing, story or NO_STORY)
    _write_changed(folder / "index.html", page.encode("utf-8"))
    _write_changed(folder / "gradebook.csv", _gradebook(assignment, results, known))


def _write_changed(file: Path, content: bytes) -> None:
    if read_own_file(file) != content:
        write_file(file, content)


def story_of(run: RunFacts, changes: Iterable[Change], people: People, note: str = "") -> ClassStory:
    """What the class page says about a run: how it was made, and what changed."""
    versions = f"grader {run.grader}, Python {run.python}, NumPy {run.numpy}" if run.grader else ""
    facts = {
        "Graded": run.started_at,
        "Class": run.source,
        "Versions": versions,
        "Isolation": run.isolation,
        "Seed": run.seed,
    }
    return ClassStory(
        note=note,
        facts=tuple(Fact(name, value) for name, value in facts.items() if value),
        changes=tuple(
            ChangeLine(people.names.get(each.submission) or each.submission, each.kind.value, str(each))
            for each in changes
        ),
    )


def _row(grade: Grade, *, held_back: bool) -> ClassRow:
    copy = f"{COPIES}/{grade.submission}.html"
    return ClassRow.graded(grade, copy if held_back else f"{grade.submission}/{PAGE}", copy)


def _gradebook(assignment: AssignmentFacts, results: Sequence[SubmissionResult], people: People) -> bytes:
    """One row for each submission and each student who has none."""
    ids = [task for task, _, _ in assignment.tasks]
    known = [without_tests(each, ids, student=Student(name=people.names.get(each.submission, ""))) for each in results]
    return PlainTable().fill([*known, *(absent(name, ids) for name in people.missing)]).content
