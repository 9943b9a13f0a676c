"""What arrived -> `Submission`: finds the root, leaves out given files, chooses and checks each task's solution.

Trusted side; static.
"""

import hashlib
import posixpath
from collections.abc import Collection, Mapping
from pathlib import Path

from grader.assignment import Assignment
from grader.errors import SubmissionError, UnreadableError
from grader.intake.choose import FileChoice, choose, gather
from grader.intake.collect import CollectedFiles
from grader.intake.from_path import collect_path, with_archive_opened
from grader.intake.limits import PLAIN_BYTES
from grader.intake.naming import default_id, is_module, is_notebook, match_name, plain_name, safe_id
from grader.intake.notebook import as_script, plain_module
from grader.intake.notebook_choice import (
    SubmittedNotebook,
    absent_runs,
    choose_source,
    code_cells,
    defining_cells,
    defining_sources,
    find_notebook,
    is_cell_script,
    twice_notes,
    unused_notebooks,
    written_modules,
    written_notes,
)
from grader.intake.root import select_root
from grader.intake.text import Source, direction_mark_line, read_source
from grader.intake.untouched import HandoutBaseline, bare
from grader.model import Notebook, Submission
from grader.pictures import is_picture, picture_fault
from grader.sanitize import listed, quoted


def read_submission(
    path: Path, assignment: Assignment, *, submission_id: str | None = None, in_place: bool | None = None
) -> Submission:
    """Reads a submission from a folder, an archive or a single module; nothing of it is executed.

    Args:
        path: What arrived.
        assignment: The assignment that it is for.
        submission_id: The name under which to grade it; by default that of the folder or file.
        in_place: Whether the work was done in the assignment's own folder, over its stubs; by default whether it is
            there.

    Raises:
        SubmissionError: It cannot be graded at all; what only affects a task is a problem of that task instead.
    """
    collected = collect_path(path)
    in_place = path.resolve() == assignment.folder if in_place is None else in_place
    baseline = HandoutBaseline(assignment, in_place=in_place)
    name = safe_id(submission_id) if submission_id else default_id(path.resolve().name)
    return submission_of(collected, assignment, baseline, name)


def submission_of(
    collected: CollectedFiles, assignment: Assignment, baseline: HandoutBaseline, name: str
) -> Submission:
    """Reads a submission from collected files. Raises SubmissionError."""
    placed = _placed(collected, assignment, baseline)
    handed_in, given_notes = _without_given(placed, assignment)
    sources = _sources(assignment, handed_in)
    at_root = {name: source for name, source in sources.items() if "/" not in name}
    submitted = find_notebook(assignment, handed_in, at_root, baseline)
    arrived = handed_in
    written = written_modules(assignment, handed_in, submitted, baseline)
    handed_in = {**handed_in, **written}
    at_root |= {name: read_source(content) for name, content in written.items()}
    choices = _choices(assignment, at_root, submitted, baseline)
    _require_something(choices, submitted)
    files = {name: content for name, content in handed_in.items() if name not in sources or not sources[name].problem}
    files |= {f"{module}.py": files[choice.path] for module, choice in choices.items() if choice.path in files}
    disguised = _disguised_helpers(assignment, files)
    files |= {plain: files[name] for plain, name in disguised.items()}
    notebook = _notebook(assignment, submitted, choices)
    files, syntax_notes = _in_plain_python(files, submitted)
    return Submission(
        id=name,
        digest=submission_digest(arrived),
        files={name: content for name, content in sorted(files.items()) if notebook is None or name != notebook.name},
        problems={module: choice.problem for module, choice in choices.items() if choice.problem},
        notes=(
            *placed.notes,
            *given_notes,
            *_absent_files(assignment, arrived),
            *_picture_notes(assignment, arrived),
            *_choice_notes(choices),
            *(f"{quoted(name)} was read as {quoted(plain)}." for plain, name in disguised.items()),
            *_source_notes(sources, choices),
            *_notebook_notes(assignment, arrived, submitted, choices),
            *written_notes(written, arrived, submitted),
            *syntax_notes,
        ),
        notebook=notebook,
        origins=_origins(placed.root, files, disguised, choices),
    )


def _placed(collected: CollectedFiles, assignment: Assignment, baseline: HandoutBaseline) -> CollectedFiles:
    """The files below the folder that contains the modules or, without one, in the only archive that was handed in."""
    try:
        return select_root(collected, assignment, baseline)
    except UnreadableError:
        raise
    except SubmissionError:
        opened = with_archive_opened(collected)
        if opened is None:
            raise
        return select_root(opened, assignment, baseline)


def _sources(assignment: Assignment, files: Mapping[str, bytes]) -> dict[str, Source]:
    """The source files; an empty one is unfinished work only if it is a task's module, not an `__init__.py`."""
    modules = [part.module for part in assignment.parts]
    found = {name: content for name, content in files.items() if is_module(name)}
    return {
        name: read_source(content) if content.strip() or match_name(name, modules) else Source()
        for name, content in found.items()
    }


def _disguised_helpers(assignment: Assignment, files: Collection[str]) -> dict[str, str]:
    """Modules with a doubled suffix that belong to no task: intended name -> actual name."""
    modules = [part.module for part in assignment.parts]
    meant = {plain_name(name): name for name in sorted(files) if is_module(name) and not match_name(name, modules)}
    taken = {*files, *assignment.manifest.given}
    return {plain: name for plain, name in meant.items() if plain not in taken}


def _origins(
    root: str, files: Collection[str], disguised: Mapping[str, str], choices: Mapping[str, FileChoice]
) -> dict[str, str]:
    chosen = {f"{module}.py": choice.path for module, choice in choices.items() if choice.path in files}
    renamed = {**disguised, **chosen}
    arrived = {name: posixpath.join(root, renamed.get(name, name)) for name in files}
    return {name: path for name, path in arrived.items() if path != name}


def _choices(
    assignment: Assignment,
    sources: Mapping[str, Source],
    submitted: SubmittedNotebook | None,
    baseline: HandoutBaseline,
) -> dict[str, FileChoice]:
    modules = {name: source for name, source in sources.items() if not is_cell_script(name, submitted)}
    candidates = gather(assignment, modules, baseline.unsolved)
    choices = {part.module: choose(part, candidates[part.module], modules) for part in assignment.parts}
    if submitted is None:
        return choices
    for part in assignment.parts:
        if part.program:  # a notebook can contain a program only as a file that it writes
            continue
        choice = choices[part.module]
        module = sources[choice.path].text if choice.path else ""
        cells = code_cells(submitted.document), defining_sources(part, submitted)
        untouched = baseline.untouched(part, module, *cells)
        choices[part.module] = choose_source(part, choice, submitted, untouched)
    return choices


def _require_something(choices: Mapping[str, FileChoice], submitted: SubmittedNotebook | None) -> None:
    """Refuses a submission that has only an unreadable notebook."""
    unusable = submitted is not None and submitted.document.problem
    if submitted is not None and unusable and not any(choice.path for choice in choices.values()):
        raise SubmissionError(f"{quoted(submitted.path)} {submitted.document.problem}.")


def _notebook(
    assignment: Assignment, submitted: SubmittedNotebook | None, choices: Mapping[str, FileChoice]
) -> Notebook | None:
    if submitted is None or not any(choice.notebook for choice in choices.values()):
        return None
    modules = {
        part.module: tuple(defining_cells(part, submitted.document))
        for part in assignment.parts
        if choices[part.module].notebook
    }
    return Notebook(submitted.path, submitted.document.cells, modules)


def submission_digest(files: Mapping[str, bytes]) -> str:
    """`sha256:...` over names and contents in order, each preceded by its length, so that the input is unambiguous."""
    state = hashlib.sha256()
    for name, content in sorted(files.items()):
        for part in (name.encode(), content):
            state.update(len(part).to_bytes(8, "big"))
            state.update(part)
    return f"sha256:{state.hexdigest()}"


def _in_plain_python(
    files: Mapping[str, bytes], submitted: SubmittedNotebook | None
) -> tuple[dict[str, bytes], list[str]]:
    """The files with modules in plain Python, and with the notebooks that the notebook runs."""
    plain, notes, budget = dict(files), dict[bytes, str](), PLAIN_BYTES
    for name, content in sorted(files.items()):
        if is_module(name) and not is_cell_script(name, submitted) and (budget := budget - len(content)) >= 0:
            plain[name], said = plain_module(content)
            if said:  # under one name, if it has two
                notes.setdefault(content, f"{quoted(name)} {' and '.join(said)}.")
    for path in map(posixpath.normpath, submitted.document.runs if submitted is not None else ()):
        if path in files and is_notebook(path):
            plain[f"{path}.py"] = as_script(files[path])
    return plain, list(notes.values())


def _without_given(placed: CollectedFiles, assignment: Assignment) -> tuple[dict[str, bytes], list[str]]:
    """The student's own files, and notes on those that were in the places of given files."""
    given = assignment.given_files()
    reserved = {*given, *(f"{part.module}.py" for part in assignment.parts)}
    blocking = {name for name in placed.files if "/" in name and name.split("/")[0] in reserved}
    changed = [name for name in given if name in placed.files and bare(placed.files[name]) != bare(given[name])]
    notes = [f"{name} is always used as it was handed out: your changes to it were not used." for name in changed]
    if blocking:
        notes.append(f"A folder cannot stand in for a module; ignored: {listed(blocking)}.")
    left_out = blocking | given.keys()
    return {name: content for name, content in placed.files.items() if name not in left_out}, notes


def _absent_files(assignment: Assignment, files: Collection[str]) -> list[str]:
    asked = ((task.id, name) for task in assignment.tasks for name in task.extra_files)
    return [f"{name}, which task {task} asks for, is not among the files." for task, name in asked if name not in files]


def _picture_notes(assignment: Assignment, files: Mapping[str, bytes]) -> list[str]:
    found = ((task.file, files[task.file]) for task in assignment.manifest.manual if task.file in files)
    said = ((name, picture_fault(content)) for name, content in found if content and is_picture(name))
    return [f"{name} {wrong}. It is not shown." for name, wrong in said if wrong]


def _choice_notes(choices: Mapping[str, FileChoice]) -> list[str]:
    return [choice.note for choice in choices.values() if choice.note]


def _source_notes(sources: Mapping[str, Source], choices: Mapping[str, FileChoice]) -> list[str]:
    graded = {choice.path for choice in choices.values()}
    notes = []
    for name, source in sorted(sources.items()):
        if source.problem and name not in graded:
            notes.append(f"{quoted(name)} was left out, because it {source.problem}.")
        line = direction_mark_line(source.text)
        if line:
            notes.append(f"{quoted(name)} has invisible characters in line {line} that change how it reads.")
    return notes


def _notebook_notes(
    assignment: Assignment,
    files: Mapping[str, bytes],
    submitted: SubmittedNotebook | None,
    choices: Mapping[str, FileChoice],
) -> list[str]:
    notes = []
    if submitted is not None and submitted.document.problem:
        notes.append(f"{quoted(submitted.path)} was left out, because it {submitted.document.problem}.")
    elif submitted is not None:
        notes.extend(submitted.notes)
        notes.extend(f"{quoted(submitted.path)} {note}." for note in submitted.document.notes)
        notes.extend(absent_runs(files, assignment.manifest.given, submitted))
        graded = (part for part in assignment.parts if choices[part.module].notebook)
        notes.extend(note for part in graded for note in twice_notes(part, submitted))
    unused = unused_notebooks(files, submitted)
    return [*notes, unused] if unused else notes
