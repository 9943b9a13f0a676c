"""The handout notebook and the reference notebook, both made from README.md and the modules. Trusted side.

The same input gives the same bytes: cell ids follow from their contents, and nothing depends on the machine.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from grader.assignment import LESSON, Assignment, Part, Task, invalid_python, read_author_text
from grader.errors import AssignmentError
from grader.handout.lesson import LessonPiece, read_lesson
from grader.handout.modules import Module, require_one_namespace, spell_imports, take_apart
from grader.model import CHECK_CELL

SETUP_AFTER = "how-to-work-and-how-to-hand-in-text"
SETUP_TEXT = "Run this cell first."
GIVEN_TEXT = "The given modules must lie beside this notebook."
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
GOES_ON = {"tags": ["raises-exception"]}  # Jupyter's tag for: run all cells, even if this one raises
CHECK_TEXT = (
    "**Where you stand.** The next cell runs the public tests on this notebook and says what passes, what is wrong "
    "and what is not written yet. Save the notebook first, then run the cell, as often as you like. It needs the "
    "folder of the handout around it, and it is left out when your work is graded."
)
CHECK = """\
{mark}. Save the notebook first.
import sys

%pip install --quiet {package}
!"{{sys.executable}}" -m grader check "{notebook}"
"""
MAX_NAME_LENGTH = 64  # the limit of the format

Metadata = Mapping[str, list[str]]


class _Cell(Struct, frozen=True):
    """One cell; only code has `metadata`."""

    name: str
    text: str
    metadata: Metadata | None = None


def handout_notebook(assignment: Assignment) -> bytes:
    """The notebook that students get: the lesson, the stubs, cells that try the code to write, and one that checks it.

    Raises:
        AssignmentError: README.md lacks something, or the stubs cannot share one namespace.
    """
    manifest = assignment.manifest
    check = CHECK.format(mark=CHECK_CELL, package=manifest.student_package, notebook=manifest.notebook).strip()
    last = (_Cell("check-text", CHECK_TEXT), _Cell("check", check, GOES_ON))
    return _notebook(assignment, assignment.folder, GOES_ON, last)


def reference_notebook(assignment: Assignment) -> bytes:
    """The same notebook, solved: with the reference modules instead of the stubs. It must run without an error.

    Raises:
        AssignmentError: As for the handout.
    """
    return _notebook(assignment, assignment.solution, {})


def notebooks(assignment: Assignment) -> dict[Path, bytes]:
    """Both, by their files. Raises AssignmentError."""
    name = assignment.manifest.notebook
    return {
        assignment.folder / name: handout_notebook(assignment),
        assignment.solution / name: reference_notebook(assignment),
    }


def _notebook(assignment: Assignment, modules: Path, example_metadata: Metadata, last: Sequence[_Cell] = ()) -> bytes:
    apart = {part.module: _module(modules / f"{part.module}.py") for part in assignment.parts if not part.program}
    require_one_namespace(apart)
    setup = spell_imports(apart.values(), without=apart.keys())
    programs = {
        part.module: read_author_text(modules / f"{part.module}.py") for part in assignment.parts if part.program
    }
    writer = _Writer(assignment, apart, programs, setup, example_metadata)
    cells = [cell for piece in read_lesson(_lesson(assignment)) for cell in writer.cells(piece)]
    writer.require_all_tasks()
    return _written([*cells, *last])


def _written(cells: list[_Cell]) -> bytes:
    # Imported here: it takes a quarter of a second, which no other command should wait for.
    import nbformat  # noqa: PLC0415
    from nbformat import v4  # noqa: PLC0415

    made = []
    for cell in cells:
        make: Any = v4.new_markdown_cell if cell.metadata is None else v4.new_code_cell
        made.append(make(cell.text, id=cell.name[:MAX_NAME_LENGTH], metadata=dict(cell.metadata or {})))
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    notebook = v4.new_notebook(cells=made, metadata=metadata)  # type: ignore[no-untyped-call] # nbformat types only some
    nbformat.validate(notebook)
    text: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call] # the same
    return f"{text.rstrip()}\n".encode()


class _Writer:
    """Turns pieces of the lesson into cells and inserts the tasks in their places."""

    def __init__(
        self,
        assignment: Assignment,
        modules: dict[str, Module],
        programs: Mapping[str, str],
        setup: str,
        example_metadata: Metadata,
    ) -> None:
        self._given = assignment.manifest.given
        self._tasks = {task.id: task for task in assignment.tasks}
        self._modules = modules
        self._programs = programs
        self._setup = setup
        self._example_metadata = example_metadata
        self._set_up = False  # whether the cell of imports is written, at the latest before the first task's
        self._known = set(take_apart(setup).imports.items())
        self._written: set[str] = set()

    def cells(self, piece: LessonPiece) -> Iterator[_Cell]:
        """The cells of one piece, with the setup or the task's own cell after the introductory text."""
        if piece.example:
            yield _Cell(piece.name, self._example(piece.text), self._example_metadata)
            return
        yield _Cell(piece.name, piece.text)
        task = self._tasks.pop(piece.task, None)
        if not self._set_up and (piece.name == SETUP_AFTER or task):
            self._set_up = True
            yield _Cell("setup-text", f"{SETUP_TEXT} {GIVEN_TEXT}" if self._given else SETUP_TEXT)
            yield _Cell("setup", self._setup, {})
        if task and (new := [part for part in task.parts if part.module not in self._written]):
            self._written.update(part.module for part in new)
            yield _Cell(_cell_name(task), "\n\n\n".join(map(self._code, new)), {})

    def _code(self, part: Part) -> str:
        """A module's definitions, or a program as a file; once, if several tasks are about it."""
        if part.module in self._programs:
            return f"%%writefile {part.module}.py\n{self._programs[part.module].strip()}"
        return self._modules[part.module].body

    def require_all_tasks(self) -> None:
        """Ensures that every task has a section.

        Raises:
            AssignmentError: A task has none.
        """
        if self._tasks:
            task = next(iter(self._tasks.values()))
            raise AssignmentError(
                f"{LESSON} has no section for task {task.id}: give it a heading 'Task {task.id}: ...'."
            )

    def _example(self, code: str) -> str:
        """An example without the imports that the notebook does not need."""
        module = take_apart(code)
        new = {
            name: taken - dict(self._known).get(name, frozenset())
            for name, taken in module.imports.items()
            if name not in self._modules
        }
        imports = spell_imports([Module({name: taken for name, taken in new.items() if taken}, "", {})], without=())
        return f"{imports}\n\n{module.body}".strip()


def _module(path: Path) -> Module:
    try:
        return take_apart(read_author_text(path))
    except (SyntaxError, ValueError) as error:
        raise invalid_python(error, path) from error


def _lesson(assignment: Assignment) -> str:
    file = assignment.folder / LESSON
    if not file.is_file():
        raise AssignmentError(f"{assignment.slug} lacks {file}: the notebook is made from it.")
    return read_author_text(file)


def _cell_name(task: Task) -> str:
    return f"task-{task.id.replace('.', '-')}"
