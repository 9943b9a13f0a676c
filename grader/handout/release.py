"""Builds the archive for students, if it contains nothing of the solution and correct work passes. Trusted side."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from grader.assignment import MANIFEST, Assignment
from grader.errors import AssignmentError, UsageError
from grader.handout.archive import read_handout, with_record, zipped
from grader.handout.notebook import handout_notebook
from grader.handout.overlaps import Overlap, find_overlaps
from grader.handout.release_checks import require_right_scores, try_public_tests
from grader.output.files import make_folder, write_file

MAX_PLACES = 3


class Release(Struct, frozen=True, kw_only=True):
    """An archive that was built.

    Attributes:
        title: The assignment's title.
        archive: Its path.
        digest: Its digest, for comparison.
        files: The size of each file in it.
        left_out: Paths in the handout's folder that are left out: caches and hidden files.
        max_score: The highest score, of which the handout itself gets nothing.
        public_tests: How many public tests there are, all of which the reference passes.
    """

    title: str
    archive: str
    digest: str
    files: Mapping[str, int]
    left_out: tuple[str, ...]
    max_score: float
    public_tests: int


def build_release(assignment: Assignment, output: Path) -> Release:
    """Builds the archive.

    Raises:
        UsageError: The folder for it is inside the handout, or cannot be made.
        AssignmentError: The handout must not be handed out as it is.
    """
    if output.resolve().is_relative_to(assignment.folder):
        raise UsageError(f"{output} lies inside the handout: --output takes a folder outside of it.")
    _require_fresh_notebook(assignment)
    _require_nobody_named(assignment)
    handout = read_handout(assignment)
    shared = assignment.guest_module_folder.name
    beside = {f"{shared}/{name}": code for name, code in assignment.guest_modules().items()}
    _require_no_repeats(find_overlaps({**handout.files, **beside}, assignment))
    public = try_public_tests(assignment)
    handout = with_record(handout, public.unwritten)
    archive, place = zipped(handout, assignment.slug), output / f"{assignment.slug}.zip"
    require_right_scores(assignment, archive)
    make_folder(output)
    write_file(place, archive)
    return Release(
        title=assignment.manifest.title,
        archive=str(place),
        digest=f"sha256:{hashlib.sha256(archive).hexdigest()}",
        files={name: len(content) for name, content in handout.files.items()},
        left_out=handout.left_out,
        max_score=sum(task.points for task in assignment.tasks),
        public_tests=public.count,
    )


def _require_fresh_notebook(assignment: Assignment) -> None:
    notebook = assignment.folder / assignment.manifest.notebook
    if not notebook.is_file() or notebook.read_bytes() != handout_notebook(assignment):
        raise AssignmentError(f"{notebook} is not up to date: run `grader notebook`.")


def _require_nobody_named(assignment: Assignment) -> None:
    """Ensures that no extensions are in the manifest, which is handed out: they are private."""
    late = assignment.manifest.late
    if late is not None and (late.extensions or late.extra_days):
        raise AssignmentError(
            f"{assignment.folder / MANIFEST} names students under [late], and is handed out: "
            "move their extensions to course.toml, which is not."
        )


def _require_no_repeats(found: Sequence[Overlap]) -> None:
    if not found:
        return
    places = [f"{each.file}, line {each.line} ({each.what}, as in {each.source})" for each in found[:MAX_PLACES]]
    more = f" and {len(found) - MAX_PLACES} more" if len(found) > MAX_PLACES else ""
    raise AssignmentError(f"The handout repeats the solution; take it out of {'; '.join(places)}{more}.")
