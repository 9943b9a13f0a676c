"""A class as it arrived -> which works are similar, and the pages that show it. Trusted side; grades nothing."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from grader.assignment import Assignment
from grader.errors import SubmissionError, UsageError
from grader.feedback.measures import percent_of
from grader.gradebook.similar.finding import LEAST_WORDS, Alike, ComparedWork, Findings, find_alike
from grader.gradebook.similar.own_code import handed_out, own_code_of
from grader.host.temp_folders import locked_folder
from grader.intake import (
    ClassEntry,
    OpenArchives,
    collect_entry,
    entry_submission,
    read_class,
    require_work,
)
from grader.model.options import ReadingOptions
from grader.output.files import make_folder, make_private_folder, write_file
from grader.report.similar_page import NamedWork, Pair, Side, SimilarPage, render_pair, render_similar

PAGE, FOLDER = "similar.html", "_similar"
"""No submission has these names: the pages may lie beside the results of a class."""
_SHORT = f"the work has fewer than {LEAST_WORDS} tokens of its own, and short code is alike by its nature"


class AlikePair(Struct, frozen=True, kw_only=True):
    """Two similar works: whose they are, and how much of each, from 0 to 1, is in the other one too."""

    one: tuple[str, ...]
    two: tuple[str, ...]
    share_of_one: float
    share_of_two: float
    page: Path | None = None


class SimilarWork(Struct, frozen=True, kw_only=True):
    """What there is to look at in a class; it is not a verdict.

    Attributes:
        works: How many were compared.
        equal: The ids of those whose works are equal except for names, comments and layout.
        pairs: The similar pairs, the most similar first.
        more: How many other pairs there are.
        left_out: Why works were not compared, by id.
    """

    works: int
    equal: tuple[tuple[str, ...], ...]
    pairs: tuple[AlikePair, ...]
    more: int
    left_out: dict[str, str]


class _Class(Struct, frozen=True):
    """The works of a class, the names of its students by id, and why works could not be read."""

    works: tuple[ComparedWork, ...]
    names: dict[str, str]
    unreadable: dict[str, str]


def similar_work(
    source: Path, assignment: Assignment, options: ReadingOptions, *, threshold: float, output: Path | None
) -> SimilarWork:
    """Compares the works of a class with each other and, given a folder, writes the pages.

    Raises:
        UsageError: The class cannot be read, nobody's work belongs to the assignment, or nothing can be written.
    """
    if not 0 < threshold <= 1:
        raise UsageError(f"A threshold of {100 * threshold:g} % shows nothing of use: give one above 0 and up to 100.")
    with locked_folder() as scratch:
        received = read_class(source, assignment, scratch, options)
        require_work(received.entries, assignment)
        members = _read(received.entries, assignment)
    found = find_alike(members.works, handed_out(assignment), threshold)
    if output is not None:
        _write(members, found, assignment.manifest.title, threshold, output)
    return _told(members, found, output)


def _read(entries: Sequence[ClassEntry], assignment: Assignment) -> _Class:
    works: dict[object, ComparedWork] = {}
    unreadable: dict[str, str] = {}
    names = {entry.id: entry.student.name or entry.id for entry in entries}
    with OpenArchives() as archives:
        for entry in entries:
            place = tuple((str(part.source), part.found.index) for part in entry.parts) or entry.id
            if place in works:  # of a group, which hands in once
                before = works[place]
                works[place] = ComparedWork((*before.students, entry.id), before.files, before.team)
                continue
            try:
                submission = entry_submission(entry, collect_entry(entry, archives), assignment)
            except SubmissionError as error:
                unreadable[entry.id] = str(error)
                continue
            works[place] = ComparedWork((entry.id,), tuple(own_code_of(submission)), entry.student.group)
    return _Class(tuple(works.values()), names, unreadable)


def _told(members: _Class, found: Findings, output: Path | None) -> SimilarWork:
    works = members.works
    return SimilarWork(
        works=len(works),
        equal=tuple(tuple(name for index in group for name in works[index].students) for group in found.equal),
        pairs=tuple(
            AlikePair(
                one=works[pair.works[0]].students,
                two=works[pair.works[1]].students,
                share_of_one=pair.shares[0],
                share_of_two=pair.shares[1],
                page=None if output is None else output / _page(number),
            )
            for number, pair in enumerate(found.alike, start=1)
        ),
        more=found.more,
        left_out=dict(_left_out(members, found)),
    )


def _left_out(members: _Class, found: Findings) -> Iterator[tuple[str, str]]:
    yield from members.unreadable.items()
    yield from ((name, _SHORT) for index in found.short for name in members.works[index].students)


def _page(number: int) -> str:
    return f"{FOLDER}/pair-{number}.html"


def _write(members: _Class, found: Findings, title: str, threshold: float, output: Path) -> None:
    """Writes the list and a page for each pair, and removes pages of an earlier call."""
    make_folder(output)
    make_private_folder(output / FOLDER)
    for old in (output / FOLDER).glob("pair-*.html"):
        old.unlink()
    called = [_called(work, members) for work in members.works]
    for number, pair in enumerate(found.alike, start=1):
        one, two = (_side(pair, position, members, called) for position in (0, 1))
        page = render_pair(title, one, two, back=f"../{PAGE}")
        write_file(output / _page(number), page.encode("utf-8"), private=True)
    listed = SimilarPage(
        title=title,
        students=len(members.works),
        threshold=round(100 * threshold),
        equal=tuple(tuple(called[index] for index in group) for group in found.equal),
        pairs=tuple(
            Pair(
                one=called[pair.works[0]],
                two=called[pair.works[1]],
                percents=(percent_of(pair.shares[0], 1.0), percent_of(pair.shares[1], 1.0)),
                page=_page(number),
            )
            for number, pair in enumerate(found.alike, start=1)
        ),
        more=found.more,
        left_out=tuple((members.names[name], why) for name, why in _left_out(members, found)),
    )
    write_file(output / PAGE, render_similar(listed).encode("utf-8"), private=True)


def _called(work: ComparedWork, members: _Class) -> NamedWork:
    return NamedWork(tuple(members.names[student] for student in work.students))


def _side(pair: Alike, position: int, members: _Class, called: Sequence[NamedWork]) -> Side:
    index = pair.works[position]
    files = tuple((file.name, file.text) for file in members.works[index].files)
    return Side(called[index], percent_of(pair.shares[position], 1.0), files, pair.lines[position])
