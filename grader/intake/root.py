"""Finds the folder that contains the modules, which becomes the submission's root. Trusted side; static."""

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from grader.assignment import Assignment
from grader.errors import SubmissionError, UnreadableError
from grader.intake.collect import CollectedFiles
from grader.intake.file_types import ARCHIVES, signature
from grader.intake.naming import ARCHIVE_NAME, MatchQuality, is_module, is_notebook, match_name
from grader.intake.notebook import read_notebook
from grader.intake.notebook_choice import defining_cells, is_solved, read_document
from grader.intake.text import defined_names, read_source
from grader.intake.untouched import HandoutBaseline
from grader.sanitize import listed, quoted


def select_root(collected: CollectedFiles, assignment: Assignment, baseline: HandoutBaseline) -> CollectedFiles:
    """The same files, relative to the folder that contains the modules; files outside it are left out with a note.

    Folders with nothing but untouched modules do not count if another has a solution in it.

    Raises:
        SubmissionError: No folder has any module, or several have some and none of these contains all the others.
    """
    folders = _module_folders(collected, assignment)
    root = _root(_worked_on(folders, collected, assignment, baseline))
    below = f"{root}/" if root else ""
    _require_readable(collected, below)
    files = {path.removeprefix(below): content for path, content in collected.files.items() if path.startswith(below)}
    notes = list(collected.notes)
    if len(files) < len(collected.files) + len(collected.unreadable):
        outside = [path for path in (*collected.files, *collected.unreadable) if not path.startswith(below)]
        notes.append(f"Only the folder {quoted(root)}, which has the modules, was graded; left out: {listed(outside)}.")
    copies = {folder for each in folders.values() for folder in each if folder != root and folder.startswith(below)}
    if copies:
        notes.append(f"Modules are taken from one folder only; not graded: those in {listed(copies)}.")
    return CollectedFiles(files, notes=tuple(notes), root=root)


def _require_readable(collected: CollectedFiles, below: str) -> None:
    """Refuses what cannot be graded as it is: without a file that is there, a grade would be wrong."""
    for path, sentence in collected.refused.items():
        if path.startswith(below):
            raise SubmissionError(sentence)
    for path, why in collected.unreadable.items():
        if path.startswith(below):
            raise UnreadableError(
                f"{quoted(path)} cannot be read by the grader ({why}): nothing was graded, so give it the permission."
            )


def _module_folders(collected: CollectedFiles, assignment: Assignment) -> dict[MatchQuality, set[str]]:
    """The folders with modules: by name, with the quality of the match, or else by what their files define."""
    found: defaultdict[MatchQuality, set[str]] = defaultdict(set)
    for path in (*collected.files, *collected.unreadable):
        match_quality = _match_quality(posixpath.basename(path), assignment)
        if match_quality is not None:
            found[match_quality].add(posixpath.dirname(path))
    if not found:
        _require_readable(collected, "")
        defining = {posixpath.dirname(path) for path in _defining(collected, assignment)}
        if not defining:
            raise SubmissionError(_nothing_found(collected, assignment))
        found[MatchQuality.DEFINES] = defining
    return found


def _match_quality(name: str, assignment: Assignment) -> MatchQuality | None:
    """How well a file's name matches the assignment's modules."""
    notebook = posixpath.splitext(assignment.manifest.notebook)[0]
    modules = {part.module for part in assignment.parts}
    match = match_name(name, modules) or match_name(name, [notebook], "ipynb") or match_name(name, [notebook])
    return match[1] if match else None


def _worked_on(
    folders: Mapping[MatchQuality, set[str]],
    collected: CollectedFiles,
    assignment: Assignment,
    baseline: HandoutBaseline,
) -> list[str]:
    """Of several folders those with a solution in them, or else all; of these, those with the best match."""
    if len(set().union(*folders.values())) > 1:
        worked_on = partial(_is_worked_on, collected=collected, assignment=assignment, baseline=baseline)
        for _, each in sorted(folders.items()):
            solved = sorted(filter(worked_on, each))
            if solved:
                return solved
    return sorted(folders[min(folders)])


def _is_worked_on(folder: str, collected: CollectedFiles, assignment: Assignment, baseline: HandoutBaseline) -> bool:
    """Whether a module or notebook in a folder has a solution in it, or could not be read."""
    for path in collected.unreadable:
        if posixpath.dirname(path) == folder and is_module(path):
            return True
    for path, content in collected.files.items():
        if posixpath.dirname(path) != folder or _match_quality(posixpath.basename(path), assignment) is None:
            continue
        if is_notebook(path):
            if is_solved(assignment, read_notebook(content), baseline):
                return True
            continue
        text = read_source(content).text
        if text and not all(baseline.unsolved(part, text) for part in assignment.parts):
            return True
    return False


def _defining(collected: CollectedFiles, assignment: Assignment) -> Iterator[str]:
    for path, content in collected.files.items():
        if is_module(path):
            defined = defined_names(read_source(content).text)
            if any(names and defined.issuperset(names) for part in assignment.parts for names in part.asked):
                yield path
        elif is_notebook(path):
            document = read_document(path, content)
            if any(defining_cells(part, document) for part in assignment.parts):
                yield path


def _root(folders: Sequence[str]) -> str:
    if len(folders) == 1:
        return folders[0]
    outermost = posixpath.commonpath(folders)
    if outermost in folders:
        return outermost
    raise SubmissionError(f"There are modules in several folders, {listed(folders)}: put those to be graded into one.")


def _nothing_found(collected: CollectedFiles, assignment: Assignment) -> str:
    expected = ", ".join(f"{part.module}.py" for part in assignment.parts)
    archives = [path for path in collected.files if _is_archive(path, collected.files[path])]
    if archives:
        return f"There is no module here but another archive, {listed(archives)}: unpack it and hand in {expected}."
    notebooks = sorted(path for path in collected.files if is_notebook(path))
    if notebooks:
        problem = read_document(notebooks[0], collected.files[notebooks[0]]).problem
        why = problem or f"defines nothing that is asked for: hand in {assignment.manifest.notebook} or {expected}"
        return f"{quoted(notebooks[0])} {why}."
    others = sorted([*collected.files, *collected.unreadable])
    if not others:
        return f"There is nothing to grade here: hand in {expected}."
    return (
        f"There is no module of the assignment here, but {listed(others)}: hand in {expected}, under exactly these "
        "names."
    )


def _is_archive(path: str, content: bytes) -> bool:
    """By both name and content: many documents are zip files inside."""
    return ARCHIVE_NAME.search(path) is not None and signature(content) in ARCHIVES
