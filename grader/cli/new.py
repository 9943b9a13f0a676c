"""The command that begins an assignment. Trusted side; for authors."""

import re
import tempfile
from pathlib import Path

from rich.text import Text

from grader.assignment import MANIFEST, Assignment, load_assignment
from grader.cli import terminal
from grader.errors import UsageError
from grader.handout import notebooks
from grader.handout.scaffold import Scaffold
from grader.output import files

SLUG = re.compile(r"[a-z][a-z0-9_]{0,39}")
TASK = re.compile(r"Task \S+:")  # what the heading of a task's section begins with
NEXT = (
    ("grader audit", "tests its hidden tests"),
    ("grader notebook", "makes the notebooks again after each change of the README or of a module"),
    ("grader release --output out", "builds the archive for students"),
)


def new(slug: str, *, title: str | None = None, into: Path = Path()) -> int:
    """Begin an assignment: INTO/assignments/SLUG for students, and INTO/solutions/SLUG, which they never get.

    What is written is complete: one small task with a stub, public and hidden tests, a reference, a known mistake and
    another right solution. Change one thing after another; docs/assignments.md says what each file is for.

    Args:
        slug: Its name in paths and results: lower case, digits and underscores.
        title: What people call it; by default made of the name.
        into: The folder of your course; by default the current folder.
    """
    if not SLUG.fullmatch(slug):
        raise UsageError(f"{slug!r} cannot be a name: begin with a letter, and use lower case, digits and underscores.")
    scaffold = Scaffold(slug, slug.replace("_", " ").capitalize() if title is None else title)
    if not scaffold.title.strip() or not scaffold.title.isprintable() or TASK.match(scaffold.title):
        raise UsageError(f"{title!r} cannot be a title: give one line of words that does not begin like a task's.")
    for folder in scaffold.folders(into):
        if folder.exists():
            raise UsageError(f"{folder} is there already: choose another name, or take it away.")
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=into) as place:
        _make(scaffold, Path(place))
        for made, folder in zip(scaffold.folders(Path(place)), scaffold.folders(into), strict=True):
            folder.parent.mkdir(exist_ok=True)
            made.rename(folder)
    _show(load_assignment(scaffold.folders(into)[0]), into)
    return 0


def _make(scaffold: Scaffold, root: Path) -> None:
    _, solution = scaffold.folders(root)
    solution.parent.mkdir()
    files.make_private_folder(solution)
    for name, content in scaffold.files().items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        files.write_file(root / name, content, private=(root / name).is_relative_to(solution))
    for path, content in notebooks(load_assignment(scaffold.folders(root)[0])).items():
        files.write_file(path, content)


def _show(made: Assignment, into: Path) -> None:
    console = terminal.make_console()
    for folder in (made.folder, made.solution):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            console.print(Text(str(path.relative_to(into.resolve()))), soft_wrap=True)
    console.print()
    alone = len(list(made.folder.parent.glob(f"*/{MANIFEST}"))) == 1 and into.resolve() == Path.cwd()
    table = terminal.make_table("", "")
    for command, does in NEXT:
        table.add_row(Text(command if alone else f"{command} --assignment {made.folder}", style="bold"), does)
    console.print(table)
