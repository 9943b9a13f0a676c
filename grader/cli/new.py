"""The command `grader new`: creates an assignment. Trusted side; for authors."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rich.text import Text

from grader import api
from grader.cli import terminal
from grader.cli.exit_codes import DONE

if TYPE_CHECKING:
    from grader.api.results import NewAssignment

Kind = Literal["numpy", "python", "data", "program", "notebook"]
NEXT = (
    ("grader audit", "tests its hidden tests"),
    ("grader notebook", "generates the notebooks again after each change of the README or of a module"),
    ("grader release --output out", "builds the archive for students"),
)


def new(slug: str, *, kind: Kind = "numpy", title: str | None = None, into: Path = Path()) -> int:
    """Create an assignment: INTO/assignments/SLUG for students, and INTO/solutions/SLUG, which they never get.

    It is complete: one small task with a stub, public and hidden tests, a reference, a known mistake and
    another correct solution. Change one thing after another; docs/assignments.md says what each file is for.

    Args:
        slug: Its name in paths and results: lower case, digits and underscores.
        kind: What it starts from: numpy, functions on arrays; python, functions on text; data, a table that is read
            and grouped; program, a program with input, output and files; notebook, work in a notebook with a figure.
        title: Its title for people; by default it is made from the name.
        into: The folder of your course; by default the current folder.
    """
    made = api.new_assignment(slug, kind=kind, title=title, into=into)
    _show(made, into)
    return DONE


def _show(made: "NewAssignment", into: Path) -> None:
    console = terminal.make_console()
    for path in made.files:
        console.print(Text(str(path.relative_to(into.resolve()))), soft_wrap=True)
    console.print()
    alone = made.is_alone and into.resolve() == Path.cwd()
    table = terminal.make_table("", "")
    for command, does in NEXT:
        table.add_row(Text(command if alone else f"{command} --assignment {made.folder}", style="bold"), does)
    console.print(table)
