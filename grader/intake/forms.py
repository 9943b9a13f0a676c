"""Which notebook was handed in, and for each task whether it or a module is graded. Trusted side; static.

The rule, as the handout has it: each task is taken from its module, and from the notebook where the module is missing
or still the untouched stub. What a notebook solves is told by the names that its code defines, wherever they stand.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from msgspec import Struct

from grader.assignment import Assignment, Task
from grader.intake.choose import Choice, and_listed
from grader.intake.naming import Likeness, is_module, listed, resembles, shown
from grader.intake.notebook import Document, cells_listed, read_notebook, read_script
from grader.intake.percent import is_percent_script
from grader.intake.text import Source, defined_names
from grader.intake.untouched import Untouched
from grader.model import CellKind


class Held(Struct, frozen=True):
    """The notebook that was handed in.

    Attributes:
        path: Where it lies.
        document: What became of it.
        notes: What the student should know about how it was found.
    """

    path: str
    document: Document
    notes: tuple[str, ...] = ()


def is_notebook(path: str) -> bool:
    """Whether the file at a path is called a notebook."""
    return path.casefold().endswith(".ipynb")


def read_document(path: str, content: bytes) -> Document:
    """Reads a notebook or a script with cell marks."""
    return read_notebook(content) if is_notebook(path) else read_script(content)


def find_notebook(assignment: Assignment, files: Mapping[str, bytes], sources: Mapping[str, Source]) -> Held | None:
    """The notebook among the files at the root: by its name, or else the one that defines what a task asks for."""
    modules = [task.module for task in assignment.tasks]
    stem = PurePosixPath(assignment.manifest.notebook).stem
    scripts = {
        path for path, source in sources.items() if is_percent_script(source.text) and not resembles(path, modules)
    }
    candidates = [path for path in files if "/" not in path and (is_notebook(path) or path in scripts)]
    found = sorted(filter(None, (_candidate(path, stem) for path in candidates)))
    if not found:
        defining = [path for path in candidates if _defines(assignment, read_document(path, files[path]))]
        found = sorted((Likeness.DEFINES, not is_notebook(path), path) for path in defining)
    if not found:
        return None
    best = found[0]
    rivals = [path for *rank, path in found if rank == [*best[:2]]]
    if len({files[path] for path in rivals}) > 1:
        problem = f"is not the only one that could be graded ({listed(rivals)}): keep one, under the handout's name"
        return Held(best[2], Document(problem=problem))
    return Held(best[2], read_document(best[2], files[best[2]]), _found_notes(assignment, best[0], best[2], found))


def weigh(task: Task, choice: Choice, held: Held, untouched: Untouched) -> Choice:
    """Decides between what was chosen among the modules and the notebook."""
    wanted, name = f"{task.module}.py", shown(held.path)
    defining = defining_cells(task, held.document)
    if held.document.problem or not (defining or _may_define(task, held.document)):
        return choice if choice.path else Choice(problem=_lacks(task, held))
    if not choice.path or (choice.guessed and not untouched.cells):
        return Choice(notebook=True)
    if untouched.cells or (not defining and not untouched.module):
        return choice
    if choice.problem:
        return Choice(notebook=True, note=f"{choice.problem} So task {task.id} was graded from {name}.")
    if untouched.module:
        return Choice(notebook=True, note=f"{wanted} is the untouched stub, so task {task.id} was graded from {name}.")
    both = f"Task {task.id} is solved in {wanted} and in {name}: the module was graded."
    return Choice(choice.path, note=f"{choice.note} {both}".strip())


def defining_sources(task: Task, held: Held) -> list[str]:
    """The code cells that define a name of the task, as they were written."""
    return [held.document.cells[number - 1].source for number in defining_cells(task, held.document)]


def defining_cells(task: Task, document: Document) -> list[int]:
    """The numbers of the code cells that define a name of the task."""
    return [
        number
        for number, cell in enumerate(document.cells, 1)
        if cell.kind is CellKind.CODE and not defined_names(cell.code).isdisjoint(task.names)
    ]


def twice_notes(task: Task, held: Held) -> Iterator[str]:
    """A note on each name of the task that several cells define."""
    for name in task.names:
        cells = [number for number in defining_cells(task, held.document) if name in _defined_in(held.document, number)]
        if len(cells) > 1:
            yield f"{name} is defined in {cells_listed(cells)} of {shown(held.path)}: the last one counts."


def _candidate(path: str, stem: str) -> tuple[Likeness, bool, str] | None:
    suffix = "ipynb" if is_notebook(path) else "py"
    match = resembles(path, [stem], suffix)
    return (match[1], not is_notebook(path), path) if match else None


def _defines(assignment: Assignment, document: Document) -> bool:
    return any(defining_cells(task, document) for task in assignment.tasks)


def _defined_in(document: Document, number: int) -> frozenset[str]:
    return defined_names(document.cells[number - 1].code)


def _may_define(task: Task, document: Document) -> bool:
    """Whether code mentions a name in a way that could define it: indented, imported, or as an alias."""
    names = "|".join(re.escape(name) for name in task.names)
    pattern = re.compile(
        rf"(?:\bdef|\bclass|\bimport|\bas)[ \t]+(?:[\w, \t]{{0,200}},[ \t]*)?(?:{names})\b|\b(?:{names})[ \t]*=(?!=)"
    )
    return any(pattern.search(cell.code) for cell in document.cells if cell.kind is CellKind.CODE)


def _lacks(task: Task, held: Held) -> str:
    """Why the task has no solution, where no module has it."""
    name = shown(held.path)
    if held.document.problem:
        return f"{name} {held.document.problem}."
    for number, cell in enumerate(held.document.cells, 1):
        if cell.kind is not CellKind.CODE and not defined_names(cell.source).isdisjoint(task.names):
            return (
                f"{name} does not define {and_listed(task.names)}; cell {number} looks like it, but it is a "
                f"{cell.kind} cell: make it a code cell."
            )
    return f"{name} does not define {and_listed(task.names)}: write it in a code cell."


def _found_notes(
    assignment: Assignment, likeness: Likeness, path: str, found: Sequence[tuple[Likeness, bool, str]]
) -> tuple[str, ...]:
    wanted = assignment.manifest.notebook
    others = [other for *_, other in found if other != path]
    notes = []
    if likeness is not Likeness.EXACT:
        notes.append(f"{shown(path)} was read as {wanted}: use the exact name.")
    elif not is_notebook(path):
        notes.append(f"{shown(path)} has cell marks and was read as {wanted}.")
    if others:
        notes.append(f"{shown(path)} was read as the notebook, {listed(others)} was not.")
    return tuple(notes)


def unused_notebooks(files: Mapping[str, bytes], held: Held | None) -> str:
    """A note on the notebooks that nothing was graded from, or nothing."""
    unused = [path for path in files if is_notebook(path) and (held is None or path != held.path)]
    return f"{listed(unused)} was not graded." if unused else ""


def is_cell_script(path: str, held: Held | None) -> bool:
    """Whether a file is the script that serves as the notebook, and so no module."""
    return held is not None and path == held.path and is_module(path)
