"""The command that builds the archive for students, once nothing of the solution is in it. Trusted side; authors'."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct
from rich.text import Text

from grader.assignment import Assignment, find_assignment
from grader.cli import terminal
from grader.cli.streams import write_json
from grader.cli.terminal import OutputMode
from grader.errors import AssignmentError, UsageError
from grader.feedback.words import counted, number
from grader.handout import handout_notebook
from grader.handout.archive import packed, read_handout
from grader.handout.overlaps import Overlap, find_overlaps
from grader.handout.release_checks import require_passing_public_tests, require_zero_score
from grader.output import files
from grader.output.files import make_folder

MAX_PLACES = 3


class Released(Struct, frozen=True):
    """What was built, as `--json` says it."""

    archive: str
    digest: str
    files: dict[str, int]
    left_out: tuple[str, ...]


def release(*, output: Path, assignment: Path | None = None, json: bool = False, quiet: bool = False) -> int:
    """Build the archive that students get, OUTPUT/SLUG.zip, proven free of solutions.

    Nothing is built if the handout as it is, or its notebook alone, is worth points; if it repeats a passage of the
    reference, of an alternative or of a hidden test, or the seed; if the reference fails a public test; or if the
    notebook is not up to date. The same files give the same bytes.

    Args:
        output: The folder for the archive; it is made if need be.
        assignment: The folder of the assignment; by default the only one under assignments/.
        json: Print what was built as JSON and nothing else.
        quiet: Print nothing but errors.
    """
    chosen = find_assignment(assignment)
    if output.resolve().is_relative_to(chosen.folder):
        raise UsageError(f"{output} lies inside the handout: --output takes a folder outside of it.")
    _require_fresh_notebook(chosen)
    handout = read_handout(chosen)
    beside = {f"{chosen.guest_module_folder.name}/{name}": code for name, code in chosen.guest_modules().items()}
    _require_no_repeats(find_overlaps({**handout.files, **beside}, chosen))
    archive = packed(handout, chosen.slug)
    require_zero_score(chosen, archive)
    fair = require_passing_public_tests(chosen)
    make_folder(output)
    files.write_file(output / f"{chosen.slug}.zip", archive)
    digest = f"sha256:{hashlib.sha256(archive).hexdigest()}"
    sizes = {name: len(content) for name, content in handout.files.items()}
    built = Released(str(output / f"{chosen.slug}.zip"), digest, sizes, handout.left_out)
    _show(chosen, built, fair, OutputMode.chosen(json=json, quiet=quiet))
    return 0


def _require_fresh_notebook(assignment: Assignment) -> None:
    notebook = assignment.folder / assignment.manifest.notebook
    if not notebook.is_file() or notebook.read_bytes() != handout_notebook(assignment):
        raise AssignmentError(f"{notebook} is not up to date: run `grader notebook`.")


def _require_no_repeats(found: Sequence[Overlap]) -> None:
    if not found:
        return
    places = [f"{each.file}, line {each.line} ({each.what}, as in {each.source})" for each in found[:MAX_PLACES]]
    more = f" and {len(found) - MAX_PLACES} more" if len(found) > MAX_PLACES else ""
    raise AssignmentError(f"The handout repeats the solution; take it out of {'; '.join(places)}{more}.")


def _show(assignment: Assignment, built: Released, public_tests: int, form: OutputMode) -> None:
    if form is OutputMode.JSON:
        write_json(msgspec.json.format(msgspec.json.encode(built)).decode() + "\n")
    if form is not OutputMode.TEXT:
        return
    console = terminal.make_console()
    console.print(Text(f"{assignment.manifest.title} · release\n", style="bold"))
    table = terminal.make_table("file", "bytes")
    for name, size in built.files.items():
        table.add_row(Text(name), f"{size:,}")
    console.print(table)
    console.print()
    if built.left_out:
        console.print(Text(f"left out: {', '.join(built.left_out)}", style="dim"), soft_wrap=True)
    points = number(sum(task.points for task in assignment.tasks))
    for held in (
        f"worth 0 of {points} points as it is, and by its notebook alone",
        f"the reference passes {public_tests} of {counted(public_tests, 'public test')}",
        "repeats no passage of the reference, of an alternative or of a hidden test, and not the seed",
        "its notebook is what README.md and the stubs make",
    ):
        console.print(Text.assemble(("✓ ", "green"), held), soft_wrap=True)
    console.print(Text.assemble(("\nArchive ", "dim"), built.archive), soft_wrap=True)
    console.print(Text(built.digest, style="dim"), soft_wrap=True)
