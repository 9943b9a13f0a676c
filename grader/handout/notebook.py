"""The handout notebook and the reference notebook, both made from README.md and modules. Trusted side.

The same input gives the same bytes: cells are named after what they hold, and nothing of the machine goes in.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.assignment import Assignment, Task
from grader.errors import AssignmentError
from grader.handout.lesson import Piece, read_lesson
from grader.handout.modules import Module, require_one_namespace, spell_imports, take_apart

LESSON = "README.md"
SETUP_AFTER = "how-to-work-and-how-to-hand-in-text"
SETUP_TEXT = "Run this cell first. The given modules must lie beside this notebook."
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
GOES_ON = {"tags": ["raises-exception"]}  # Jupyter's word for: run all cells, even if this one raises


def handout_notebook(assignment: Assignment) -> bytes:
    """The notebook that students get: the lesson, the stubs, and cells that try what will be written.

    Raises:
        AssignmentError: README.md does not have what is needed, or the stubs cannot share one namespace.
    """
    return _notebook(assignment, assignment.folder, GOES_ON)


def reference_notebook(assignment: Assignment) -> bytes:
    """The same notebook, solved: the reference modules stand where the stubs are. It must run without an error.

    Raises:
        AssignmentError: As for the handout.
    """
    return _notebook(assignment, assignment.solution, {})


def _notebook(assignment: Assignment, modules: Path, example_metadata: dict[str, list[str]]) -> bytes:
    apart = {task.module: take_apart((modules / f"{task.module}.py").read_text("utf-8")) for task in assignment.tasks}
    require_one_namespace(apart)
    setup = spell_imports(apart.values(), without=apart.keys())
    writer = _Writer(assignment, apart, setup, example_metadata)
    cells = [cell for piece in read_lesson(_lesson(assignment)) for cell in writer.cells(piece)]
    writer.require_all_tasks()
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    notebook = new_notebook(cells=cells, metadata=metadata)  # type: ignore[no-untyped-call] # nbformat types only some
    nbformat.validate(notebook)
    text: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call] # the same
    return f"{text.rstrip()}\n".encode()


class _Writer:
    """Turns pieces of the lesson into cells and puts the tasks where they belong."""

    def __init__(
        self, assignment: Assignment, modules: dict[str, Module], setup: str, example_metadata: dict[str, list[str]]
    ) -> None:
        self._tasks = {task.id: task for task in assignment.tasks}
        self._modules = modules
        self._setup = setup
        self._example_metadata = example_metadata
        self._known = set(take_apart(setup).imports.items())

    def cells(self, piece: Piece) -> Iterator[NotebookNode]:
        """The cells of one piece, with the setup or the task's own cell after the text that introduces it."""
        if piece.example:
            yield _code(piece.name, self._example(piece.text), self._example_metadata)
            return
        yield _markdown(piece.name, piece.text)
        if piece.name == SETUP_AFTER:
            yield _markdown("setup-text", SETUP_TEXT)
            yield _code("setup", self._setup, {})
        if piece.task in self._tasks:
            task = self._tasks.pop(piece.task)
            yield _code(_cell_name(task), self._modules[task.module].body, {})

    def require_all_tasks(self) -> None:
        """Makes sure that every task has had its place.

        Raises:
            AssignmentError: One has none.
        """
        if self._tasks:
            task = next(iter(self._tasks.values()))
            raise AssignmentError(
                f"{LESSON} has no section for task {task.id}: give it a heading 'Task {task.id}: ...'."
            )

    def _example(self, code: str) -> str:
        """An example without the imports that the notebook has no need of."""
        module = take_apart(code)
        new = {
            name: taken - dict(self._known).get(name, frozenset())
            for name, taken in module.imports.items()
            if name not in self._modules
        }
        imports = spell_imports([Module({name: taken for name, taken in new.items() if taken}, "", {})], without=())
        return f"{imports}\n\n{module.body}".strip()


def _lesson(assignment: Assignment) -> str:
    file = assignment.folder / LESSON
    if not file.is_file():
        raise AssignmentError(f"{assignment.slug} lacks {file}: the notebook is made from it.")
    return file.read_text("utf-8")


def _cell_name(task: Task) -> str:
    return f"task-{task.id.replace('.', '-')}"


def _markdown(name: str, text: str) -> NotebookNode:
    return _made(new_markdown_cell, name, text, {})


def _code(name: str, text: str, metadata: dict[str, list[str]]) -> NotebookNode:
    return _made(new_code_cell, name, text, metadata)


def _made(make: Callable[..., NotebookNode], name: str, text: str, metadata: dict[str, list[str]]) -> NotebookNode:
    cell = make(text, id=name[:64])  # the format's limit
    cell.metadata.update(metadata)
    return cell
