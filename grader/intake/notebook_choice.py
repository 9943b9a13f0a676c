"""Which notebook was handed in, and for each task whether it or a module is graded. Trusted side; static.

The rule, as in the handout: each task is taken from its module, and from the notebook if the module is missing
or still the untouched stub. Which tasks a notebook solves follows from the names that its code defines, anywhere.
"""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from msgspec import Struct

from grader.assignment import Assignment, Part
from grader.intake.choose import FileChoice, and_listed, name_advice
from grader.intake.naming import MatchQuality, is_module, is_notebook, match_name
from grader.intake.notebook import NotebookDocument, cells_listed, read_notebook, read_script
from grader.intake.percent import is_percent_script
from grader.intake.text import Source, defined_names, read_source
from grader.intake.untouched import HandoutBaseline, Untouched
from grader.model import CellKind
from grader.sanitize import listed, quoted


class SubmittedNotebook(Struct, frozen=True):
    """The notebook that was handed in.

    Attributes:
        path: Where it is.
        document: Its content.
        notes: What the student should know about how it was chosen.
    """

    path: str
    document: NotebookDocument
    notes: tuple[str, ...] = ()


def read_document(path: str, content: bytes) -> NotebookDocument:
    """Reads a notebook or a script with cell marks."""
    return read_notebook(content) if is_notebook(path) else read_script(content)


class _NotebookCandidate(Struct, frozen=True, order=True):
    """A file that could be the notebook; the better one sorts first."""

    unsolved: bool
    match_quality: MatchQuality
    is_script: bool
    path: str


def find_notebook(
    assignment: Assignment, files: Mapping[str, bytes], sources: Mapping[str, Source], baseline: HandoutBaseline
) -> SubmittedNotebook | None:
    """The notebook among the files at the root: by its name, or else the one that defines what a task asks for.

    If there are several, those in which no task is solved come last.
    """
    modules = [part.module for part in assignment.parts]
    stem = PurePosixPath(assignment.manifest.notebook).stem
    scripts = {
        path
        for path, source in sources.items()
        if not match_name(path, modules)
        and (is_percent_script(source.text) or (match_name(path, [stem]) and _mentions(assignment, source.text)))
    }
    candidates = [path for path in files if "/" not in path and (is_notebook(path) or path in scripts)]
    match_quality = {path: _match_quality(path, stem) for path in candidates}
    several = len(candidates) > 1
    found = []
    for path in candidates:
        document = (
            read_document(path, files[path])
            if several or match_quality[path] is MatchQuality.DEFINES
            else NotebookDocument()
        )
        if match_quality[path] is MatchQuality.DEFINES and not _defines(assignment, document):
            continue
        unsolved = several and not is_solved(assignment, document, baseline)
        found.append(_NotebookCandidate(unsolved, match_quality[path], not is_notebook(path), path))
    # A file with another name counts as the notebook only if none with its name has a solution in it.
    named = [each for each in found if each.match_quality is not MatchQuality.DEFINES]
    if named:
        found = [each for each in found if each in named or (not each.unsolved and all(one.unsolved for one in named))]
    return _best_notebook(assignment, files, sorted(found)) if found else None


def _best_notebook(
    assignment: Assignment, files: Mapping[str, bytes], found: Sequence[_NotebookCandidate]
) -> SubmittedNotebook:
    best = found[0]
    rank = (best.unsolved, best.match_quality, best.is_script)
    rivals = [each.path for each in found if (each.unsolved, each.match_quality, each.is_script) == rank]
    if len({files[path] for path in rivals}) > 1:
        problem = f"is not the only one that could be graded ({listed(rivals)}): keep one, under the handout's name"
        return SubmittedNotebook(best.path, NotebookDocument(problem=problem))
    return SubmittedNotebook(
        best.path, read_document(best.path, files[best.path]), _found_notes(assignment, best, found)
    )


def is_solved(assignment: Assignment, document: NotebookDocument, baseline: HandoutBaseline) -> bool:
    """Whether a notebook has something of the student's own for any task."""
    text = "\n".join(code_cells(document))
    return any(
        (defining_cells(part, document) or _may_define(part, document)) and not baseline.unsolved(part, text)
        for part in assignment.parts
    )


def code_cells(document: NotebookDocument) -> list[str]:
    """The code of the code cells."""
    return [cell.code for cell in document.cells if cell.kind is CellKind.CODE]


def choose_source(part: Part, choice: FileChoice, submitted: SubmittedNotebook, untouched: Untouched) -> FileChoice:
    """Decides between the module that was chosen and the notebook."""
    wanted, name = f"{part.module}.py", quoted(submitted.path)
    defining = defining_cells(part, submitted.document)
    graded = f"{part.told('was', 'were')} graded from {name}"
    if submitted.document.problem or not (defining or _may_define(part, submitted.document)):
        return choice if choice.path else FileChoice(problem=_lacks(part, submitted))
    if not choice.path or (choice.guessed and not untouched.cells):
        ambiguous = f"{choice.problem} So {graded}." if choice.ambiguous else ""
        return FileChoice(notebook=True, note=ambiguous)
    if untouched.cells or (not defining and not untouched.module):
        return choice
    if choice.problem:
        return FileChoice(notebook=True, note=f"{choice.problem} So {graded}.")
    if untouched.module:
        stub = wanted if choice.path == wanted else quoted(choice.path)
        return FileChoice(notebook=True, note=f"{stub} is the untouched stub, so {graded}.")
    solved = part.told("is", "are")
    both = f"{solved[0].upper()}{solved[1:]} solved in {wanted} and in {name}: the module was graded."
    return FileChoice(choice.path, note=f"{choice.note} {both}".strip())


def defining_sources(part: Part, submitted: SubmittedNotebook) -> list[str]:
    """The code cells that define a name of the module, as they were written."""
    return [submitted.document.cells[number - 1].source for number in defining_cells(part, submitted.document)]


def defining_cells(part: Part, document: NotebookDocument) -> list[int]:
    """The numbers of the code cells that define a name of the module."""
    return [
        number
        for number, cell in enumerate(document.cells, 1)
        if cell.kind is CellKind.CODE and not defined_names(cell.code).isdisjoint(part.names)
    ]


def twice_notes(part: Part, submitted: SubmittedNotebook) -> Iterator[str]:
    """A note on each name of the module that several cells define."""
    for name in part.names:
        cells = [
            number
            for number in defining_cells(part, submitted.document)
            if name in _defined_in(submitted.document, number)
        ]
        if len(cells) > 1:
            yield f"{name} is defined in {cells_listed(cells)} of {quoted(submitted.path)}: the last one counts."


def _match_quality(path: str, stem: str) -> MatchQuality:
    match = match_name(path, [stem], "ipynb" if is_notebook(path) else "py")
    return match[1] if match else MatchQuality.DEFINES


def _mentions(assignment: Assignment, text: str) -> bool:
    """Whether a script without cell marks defines what a task asks for, and so is not a driver beside the modules."""
    names = defined_names(text)
    return any(not names.isdisjoint(part.names) for part in assignment.parts)


def _defines(assignment: Assignment, document: NotebookDocument) -> bool:
    return any(defining_cells(part, document) for part in assignment.parts)


def _defined_in(document: NotebookDocument, number: int) -> frozenset[str]:
    return defined_names(document.cells[number - 1].code)


def _may_define(part: Part, document: NotebookDocument) -> bool:
    """Whether code mentions a name in a way that could define it: indented, imported, or as an alias."""
    names = "|".join(re.escape(name) for name in part.names)
    pattern = re.compile(
        rf"(?:\bdef|\bclass|\bimport|\bas)[ \t]+(?:[\w, \t]{{0,200}},[ \t]*)?(?:{names})\b|\b(?:{names})[ \t]*=(?!=)"
    )
    return any(pattern.search(cell.code) for cell in document.cells if cell.kind is CellKind.CODE)


def _lacks(part: Part, submitted: SubmittedNotebook) -> str:
    """Why there is no solution, if no module has it."""
    name = quoted(submitted.path)
    if submitted.document.problem:
        return f"{name} {submitted.document.problem}."
    for number, cell in enumerate(submitted.document.cells, 1):
        if cell.kind is not CellKind.CODE and not defined_names(cell.source).isdisjoint(part.names):
            return (
                f"{name} does not define {and_listed(part.names)}; cell {number} looks like it, but it is a "
                f"{cell.kind} cell: make it a code cell."
            )
    return f"{name} does not define {and_listed(part.names)}: write it in a code cell."


def _found_notes(
    assignment: Assignment, best: _NotebookCandidate, found: Sequence[_NotebookCandidate]
) -> tuple[str, ...]:
    wanted = assignment.manifest.notebook
    others = [each.path for each in found if each.path != best.path]
    notes = []
    if best.match_quality is not MatchQuality.EXACT:
        notes.append(f"{quoted(best.path)} was read as {wanted}{name_advice(best.path, PurePosixPath(wanted).stem)}.")
    elif best.is_script:
        notes.append(f"{quoted(best.path)} is a script and was read as {wanted}.")
    if others:
        empty = any(each.unsolved for each in found) and not best.unsolved
        left = ", since no task is solved there" if empty else ""
        notes.append(f"{quoted(best.path)} was read as the notebook, {listed(others)} was not{left}.")
    return tuple(notes)


def written_modules(
    assignment: Assignment, files: Mapping[str, bytes], submitted: SubmittedNotebook | None, baseline: HandoutBaseline
) -> dict[str, bytes]:
    """The modules of tasks that cells write to files, by file name, unless a file was handed in that is worked on."""
    if submitted is None:
        return {}
    parts = {f"{part.module}.py": part for part in assignment.parts if not defining_cells(part, submitted.document)}
    written: dict[str, str] = {}
    for _, each in submitted.document.written:
        path = posixpath.normpath(each.path)
        if path in parts:
            written[path] = (written.get(path, "") if each.appended else "") + each.text
    return {
        path: text.encode("utf-8", "replace")
        for path, text in written.items()
        if path not in files or baseline.gives_way(parts[path], read_source(files[path]).text, text)
    }


def written_notes(
    written: Collection[str], files: Collection[str], submitted: SubmittedNotebook | None
) -> Iterator[str]:
    """A note on each module that was taken from a cell which writes it."""
    if submitted is None:
        return
    for name in written:
        taken = f"taken from {quoted(submitted.path)}, which writes it."
        yield f"{name} is the untouched stub, so it was {taken}" if name in files else f"{name} was {taken}"


def absent_runs(files: Collection[str], given: Collection[str], submitted: SubmittedNotebook) -> Iterator[str]:
    """A note on each file that a cell runs and that is not there."""
    for path in dict.fromkeys(submitted.document.runs):
        if posixpath.normpath(path) not in {
            *files,
            *given,
            *(written.path for _, written in submitted.document.written),
        }:
            yield f"{quoted(submitted.path)} runs {quoted(path)}, which was not handed in: hand it in too."


def unused_notebooks(files: Mapping[str, bytes], submitted: SubmittedNotebook | None) -> str:
    """A note on the notebooks that nothing was graded from, or nothing."""
    used = {submitted.path, *map(posixpath.normpath, submitted.document.runs)} if submitted is not None else set()
    unused = [path for path in files if is_notebook(path) and path not in used]
    return f"{listed(unused)} was not graded." if unused else ""


def is_cell_script(path: str, submitted: SubmittedNotebook | None) -> bool:
    """Whether a file is the script that serves as the notebook, and so no module."""
    return submitted is not None and path == submitted.path and is_module(path)
