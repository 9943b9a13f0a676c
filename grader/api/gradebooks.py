"""Returning the grades and the reports of a class to a platform. Trusted side."""

from pathlib import Path
from typing import TYPE_CHECKING

from grader.api.arguments import PathLike
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.gradebook.export.entries import Filled
    from grader.gradebook.hand_back.format import ReturnedReports


def export_grades(
    results: PathLike,
    platform: str,
    *,
    template: PathLike | None = None,
    column: str | None = None,
    output: PathLike | None = None,
) -> "Filled":
    """Fills the grades of the last run over a class into a platform's file, or makes a plain table.

    >>> from grader import export_grades
    >>> print(export_grades("results", "plain").content.decode("utf-8-sig"))
    submission,name,score,max_score,task 1,task 2,machine_score,changes,status
    jane,,5.0,5.0,3.0,2.0,5.0,,graded
    kim,,3.0,5.0,3.0,0.0,3.0,,graded
    <BLANKLINE>

    Args:
        results: The folder that `grade_class` wrote.
        platform: The name of the format: `canvas`, `moodle`, `blackboard`, `brightspace`, `gradescope`, `plain`,
            `tests`, or one that a package adds.
        template: The file as downloaded from the platform; plain tables need none.
        column: The name of the column to fill, if the file leaves a choice.
        output: The file to write; by default none.

    Raises:
        UsageError: There are no grades, the template is not this platform's, or no grade fits into it.
    """
    from grader.gradebook.export.formats import GRADEBOOKS
    from grader.gradebook.publish import record_entries
    from grader.gradebook.store import STORE, read_record
    from grader.output.files import write_file

    chosen = GRADEBOOKS.find(platform)
    if output is not None and Path(output).is_dir():
        raise UsageError(f"{output} is a folder: --output takes the file to write.")
    if chosen.template and template is None:
        raise UsageError(f"--format {chosen.name} needs --template FILE: {chosen.template}.")
    record = read_record(Path(results) / STORE)
    content = b"" if template is None else Path(template).read_bytes()
    entries = record_entries(record)
    filled = chosen.fill(entries, content, column)
    if not filled.filled:
        reasons = " ".join(filled.notes) or "No submission matches a row there: is it the file of this class?"
        raise UsageError(f"Nothing was filled in. {reasons}")
    if output is not None:
        write_file(Path(output), filled.content)
    return filled


def gradebook_formats() -> tuple[str, ...]:
    """The names of the formats that `export_grades` can write, including those of installed packages.

    >>> from grader import gradebook_formats
    >>> "plain" in gradebook_formats()
    True
    """
    from grader.gradebook.export.formats import GRADEBOOKS

    return GRADEBOOKS.names


def hand_back(results: PathLike, to: str, output: PathLike) -> "ReturnedReports":
    """Returns the reports of a class to its students, in a format that a platform, mail or a web server takes.

    >>> from grader import hand_back
    >>> made = hand_back("results", "site", "site")
    >>> made.students, made.left_out
    (2, {})

    Args:
        results: The folder that `grade_class` wrote.
        to: The name of the format: `moodle-zip`, `canvas-zip`, `mail`, `site` or one that a package adds.
        output: The zip file or the new folder to write.

    Raises:
        UsageError: There are no grades, nobody gets anything in this format, or `output` is something else.
    """
    from grader.gradebook.hand_back.formats import RETURNS
    from grader.gradebook.hand_back.service import hand_back as write_returned

    return write_returned(Path(results), RETURNS.find(to), Path(output))


def hand_back_formats() -> tuple[str, ...]:
    """The names of the formats that `hand_back` can write, including those of installed packages.

    >>> from grader import hand_back_formats
    >>> "site" in hand_back_formats()
    True
    """
    from grader.gradebook.hand_back.formats import RETURNS

    return RETURNS.names
