"""The results of a class -> files that go back to its students. Trusted side.

The reports are those in the folder of results: current, and limited to what students may read.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy import select

from grader.errors import UsageError
from grader.gradebook.export.entries import entry_of
from grader.gradebook.hand_back.format import Page, ReturnedReports, ReturnFormat
from grader.gradebook.publish import standing_results
from grader.gradebook.store.opening import STORE, opened_for_reading
from grader.gradebook.store.reading import Record, record_of
from grader.gradebook.store.tables import ATTEMPTS
from grader.model import Grade
from grader.output.files import discard, make_folder, make_private_folder, write_file
from grader.output.folder import COPIES, PAGE

ADDRESSES = "addresses.csv"
_NO_REPORT = "has no report that may be handed out"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def hand_back(results: Path, return_format: ReturnFormat, output: Path) -> ReturnedReports:
    """Makes the files of one format.

    Args:
        results: The folder that `grader bulk` wrote.
        return_format: The format.
        output: The zip file or the folder to write, as the format has it.

    Raises:
        UsageError: There are no grades, nobody gets anything, or the output cannot be written.
    """
    _refuse(return_format, results, output)
    with opened_for_reading(results / STORE) as connection:
        record = record_of(connection, results / STORE)
        with connection.begin():
            files = {(row.submission, row.digest): row.files for row in connection.execute(select(ATTEMPTS))}
    pages, known = list(_pages(results, record, files)), _known_addresses(results)
    made = return_format.make(pages, known)
    without = record.run.results.keys() - {page.submission for page in pages}
    left_out = {**dict.fromkeys(sorted(without), _NO_REPORT), **made.left_out}
    made = ReturnedReports(
        made.files, left_out, made.addresses, len(record.run.results) - len(left_out), return_format.next
    )
    if not made.students:
        reasons = " or ".join(sorted(set(left_out.values())))
        raise UsageError(f"Nobody gets anything back in this format: everybody {reasons}.")
    _write(return_format, made, output)
    if made.addresses:
        for address in set(known.values()) - set(made.addresses.values()):
            discard(output / address)  # of somebody who no longer has a report
        make_private_folder(results / COPIES)
        write_file(results / COPIES / ADDRESSES, _table(made.addresses), private=True)
    return made


def _refuse(return_format: ReturnFormat, results: Path, output: Path) -> None:
    if return_format.archive and output.is_dir():
        raise UsageError(f"{output} is a folder: --output takes the zip file to write.")
    if not return_format.archive and (
        output.resolve() == results.resolve() or results.resolve().is_relative_to(output.resolve())
    ):
        raise UsageError(
            f"{output} holds the results, hidden inputs included: give another folder for what is handed out."
        )
    if (
        not return_format.archive
        and output.is_dir()
        and any(output.iterdir())
        and not (output / "index.html").is_file()
    ):
        raise UsageError(f"{output} is not empty: give a new folder, so that nothing else is handed out with it.")


def _pages(results: Path, record: Record, files: Mapping[tuple[str, str], str]) -> Iterator[Page]:
    """A page for each student with a grade that may be handed out, and a report that is there."""
    for grade in standing_results(record):
        if not isinstance(grade, Grade) or grade.withheld or record.run.results[grade.submission].held_back:
            continue
        page, member = results / grade.submission / PAGE, record.roster.get(grade.submission)
        if member is None or not page.is_file() or page.is_symlink():
            continue
        yield Page(
            submission=grade.submission,
            student=member.student,
            source_format=member.source_format,
            files=tuple(filter(None, files.get((grade.submission, grade.digest), "").split("\n"))),
            title=record.assignment.title,
            said=entry_of(grade).said,
            content=page.read_bytes(),
        )


def _write(return_format: ReturnFormat, made: ReturnedReports, output: Path) -> None:
    if not return_format.archive:
        for name, content in made.files.items():
            make_folder((output / name).parent)
            write_file(output / name, content)
        return
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(made.files.items()):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    make_folder(output.parent)
    write_file(output, packed.getvalue())


def _known_addresses(results: Path) -> dict[str, str]:
    file = results / COPIES / ADDRESSES
    if not file.is_file():
        return {}
    rows = csv.reader(io.StringIO(file.read_text("utf-8"), newline=""))
    return {row[0]: row[1] for row in rows if len(row) == 2}  # noqa: PLR2004 # as `_table` writes it


def _table(addresses: Mapping[str, str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(sorted(addresses.items()))
    return text.getvalue().encode()
