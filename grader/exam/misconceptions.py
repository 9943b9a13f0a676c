"""The catalogue of known mistakes: patches in TOML -> what to tell a student, and the patched reference. Trusted side.

Reading compiles the patched sources and runs none of them. A broken entry is refused: one that was skipped would be a
mistake that nobody is told about.
"""

import re
from pathlib import Path

import msgspec
from msgspec import Struct

from grader.assignment import Assignment, Task
from grader.errors import AssignmentError
from grader.model import Misconception

FOLDER = "misconceptions"
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Edit(Struct, frozen=True, forbid_unknown_fields=True):
    """A passage that occurs once in the reference module, and what stands there instead."""

    old: str
    new: str


class Entry(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One file of the catalogue; `grader.model.Misconception` says what the fields mean."""

    task: str
    title: str
    explanation: str
    hint: str
    handout: str
    step: str
    edits: tuple[Edit, ...]


class KnownMistake(Struct, frozen=True):
    """A misconception and the module that a student with it would write."""

    misconception: Misconception
    task: Task
    source: str


def load_misconceptions(assignment: Assignment) -> tuple[KnownMistake, ...]:
    """Every known mistake of the assignment, by id; none where there is no catalogue.

    Raises:
        AssignmentError: An entry is incomplete, does not fit the reference, or makes no Python.
    """
    return tuple(_load(file, assignment) for file in sorted((assignment.solution / FOLDER).glob("*.toml")))


def _load(file: Path, assignment: Assignment) -> KnownMistake:
    try:
        entry = msgspec.toml.decode(file.read_bytes(), type=Entry)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise AssignmentError(f"{file} is no misconception: {error}.") from error
    if not ID.fullmatch(file.stem):
        raise AssignmentError(f"{file} needs a name in lower case with hyphens: it is the misconception's id.")
    texts = ("title", "explanation", "hint", "handout", "step")
    if empty := [name for name in texts if not getattr(entry, name).strip()]:
        raise AssignmentError(f"{file} leaves {', '.join(empty)} empty.")
    task = next((task for task in assignment.tasks if task.id == entry.task), None)
    if task is None:
        raise AssignmentError(f"{file} is about task {entry.task}, which {assignment.slug} does not have.")
    misconception = Misconception(
        id=file.stem,
        title=entry.title.strip(),
        hint=entry.hint.strip(),
        explanation=entry.explanation.strip(),
        step=entry.step.strip(),
        handout=entry.handout.strip(),
    )
    return KnownMistake(misconception, task, _patched(file, entry.edits, assignment.solution / f"{task.module}.py"))


def _patched(file: Path, edits: tuple[Edit, ...], module: Path) -> str:
    reference = source = module.read_text("utf-8")
    if not edits:
        raise AssignmentError(f"{file} has no [[edits]].")
    for number, edit in enumerate(edits, start=1):
        # Counted in the reference, as its author does, and in what the edits before have made of it.
        for text in (reference, source):
            found = text.count(edit.old) if edit.old else 0
            if found != 1:
                times = f"occurs {found} times in {module.name}, and has to occur once"
                raise AssignmentError(f"{file}: the old text of edit {number} {times}.")
        if edit.old == edit.new:
            raise AssignmentError(f"{file}: edit {number} changes nothing.")
        source = source.replace(edit.old, edit.new)
    try:
        compile(source, module.name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        raise AssignmentError(f"{file} makes no valid Python of {module.name}: {error}.") from error
    return source
