"""The catalogue of known mistakes: patches in TOML -> what to tell a student, and the patched reference. Trusted side.

An entry may stand for a family: its patch has a parameter, whose value is found from the answers of student code.

Reading compiles the patched sources and runs none of them. A broken entry is an error: skipping it would mean that
nobody is told about that mistake.
"""

import math
import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from grader.assignment import LESSON, MANIFEST, Assignment, Manifest, Task, python_fault, read_author_text, read_toml
from grader.assignment.handout_sections import section_titles
from grader.errors import AssignmentError
from grader.model import Misconception
from grader.toml_faults import nearest

FOLDER = "misconceptions"
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_RANGE = 1e12
NAME = re.compile(r"[A-Z][A-Z0-9_]*")


class Edit(Struct, frozen=True, forbid_unknown_fields=True):
    """A passage that occurs once in the reference module, and its replacement."""

    old: str
    new: str


class FreeParameter(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What differs between the mistakes of a family: a positive number.

    Attributes:
        name: Its name in the new text of the edits: in capitals, and not used in the reference.
        low: The smallest value that is tried.
        high: The largest.
        example: The value used where one is needed, as when the audit makes the mistake.
    """

    name: str
    low: float
    high: float
    example: float


class MisconceptionFile(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One file of the catalogue; `grader.model.Misconception` says what the fields mean.

    `costs_more_than_half` says why the mistake costs more than half of its task, if it does.
    `module` says which module has the mistake, if its task asks for names of several.
    With `follow_through` the tests that build on what the mistake breaks are run with it as the reference, and earn
    their points where they pass.
    """

    task: str
    title: str
    explanation: str
    hint: str
    handout: str
    step: str = ""
    module: str = ""
    edits: tuple[Edit, ...]
    parameter: FreeParameter | None = None
    follow_through: bool = False
    costs_more_than_half: str = ""


class CatalogueEntry(Struct, frozen=True):
    """A misconception and the module that a student who has it would write.

    Attributes:
        misconception: What the student is told.
        task: The task that it is made in.
        module: The module that it is made in.
        source: The module with the mistake; in a family, with the example.
        reference: The module without it.
        template: In a family, the module with the parameter's name in place of its value.
        parameter: In a family, what differs from one to the next.
        follow_through: Whether tests that build on it are compared with it.
        costs_more_than_half: Why it costs more than half of its task, if it does.
        beside: The other modules of a task that has several: names and sources.
    """

    misconception: Misconception
    task: Task
    source: str
    module: str = ""
    reference: str = ""
    template: str = ""
    parameter: FreeParameter | None = None
    follow_through: bool = False
    costs_more_than_half: str = ""
    beside: tuple[tuple[str, str], ...] = ()

    def with_value(self, value: float) -> "CatalogueEntry":
        """The mistake of this family with this value of its parameter."""
        if self.parameter is None:
            return self
        return replace(self, source=_filled(self.template, self.parameter, value))


def load_misconceptions(assignment: Assignment) -> tuple[CatalogueEntry, ...]:
    """Every known mistake of the assignment, sorted by id; empty without a catalogue.

    Raises:
        AssignmentError: An entry is incomplete, does not fit the reference, or yields invalid Python.
    """
    lesson = assignment.folder / LESSON
    sections = section_titles(read_author_text(lesson)) if lesson.is_file() else None
    return tuple(_load(file, assignment, sections) for file in sorted((assignment.solution / FOLDER).glob("*.toml")))


def _load(file: Path, assignment: Assignment, sections: Mapping[str, str] | None) -> CatalogueEntry:
    entry = read_toml(file, MisconceptionFile, "a valid misconception")
    if not ID.fullmatch(file.stem):
        raise AssignmentError(f"{file} needs a name in lower case with hyphens: it is the misconception's id.")
    texts = ("title", "explanation", "hint", "handout")
    if empty := [name for name in texts if not getattr(entry, name).strip()]:
        raise AssignmentError(f"{file} leaves {', '.join(empty)} empty.")
    task = _task_of(file, entry, assignment)
    misconception = _misconception(file, entry, assignment, sections)
    module = _module_of(file, entry, task)
    sources = {name: read_author_text(assignment.solution / f"{name}.py") for name in task.modules}
    reference = sources.pop(module)
    patched = source = _patched(file, entry.edits, f"{module}.py", reference)
    if entry.parameter is not None:
        _check_parameter(file, entry.parameter, reference, patched)
        source = _filled(patched, entry.parameter, entry.parameter.example)
    return CatalogueEntry(
        misconception=misconception,
        task=task,
        source=source,
        module=module,
        reference=reference,
        template=patched,
        parameter=entry.parameter,
        follow_through=entry.follow_through,
        costs_more_than_half=entry.costs_more_than_half.strip(),
        beside=tuple(sources.items()),
    )


def _task_of(file: Path, entry: MisconceptionFile, assignment: Assignment) -> Task:
    """The task that it is about. Raises AssignmentError."""
    for task in assignment.tasks:
        if task.id == entry.task:
            return task
    meant = nearest(entry.task, (task.id for task in assignment.tasks), "there are")
    raise AssignmentError(f"{file} is about task {entry.task}, which {assignment.slug} does not have: {meant}")


def _misconception(
    file: Path, entry: MisconceptionFile, assignment: Assignment, sections: Mapping[str, str] | None
) -> Misconception:
    """What students read about it. Raises AssignmentError if a step or a section is not there."""
    step, handout = entry.step.strip(), entry.handout.strip()
    _check_places(file, step, handout, assignment.manifest, sections)
    return Misconception(
        id=file.stem,
        title=entry.title.strip(),
        hint=entry.hint.strip(),
        explanation=entry.explanation.strip(),
        step=step,
        handout=handout,
        section=(sections or {}).get(handout, ""),
    )


def _check_places(file: Path, step: str, handout: str, manifest: Manifest, sections: Mapping[str, str] | None) -> None:
    """Requires that what the report refers to is there: a step, and a section of the handout if that is at hand."""
    steps = manifest.steps
    if step and step not in steps:
        meant = nearest(step, steps, "there are") if steps else "there are none."
        raise AssignmentError(f"{file} names the step {step!r}, which [steps] in {MANIFEST} does not have: {meant}")
    if sections is not None and handout not in sections:
        meant = nearest(handout, sections, "there are")
        raise AssignmentError(f"{file} sends readers to #{handout}, and no heading of {LESSON} is called so: {meant}")


def _module_of(file: Path, entry: MisconceptionFile, task: Task) -> str:
    """The module that a mistake is made in: that of its task, or the one of several that it names."""
    module = entry.module or task.module or (task.modules[0] if len(task.modules) == 1 else "")
    if module not in task.modules:
        known = f"task {task.id} asks for names in {' and '.join(task.modules)}"
        said = f"names the module {module!r}, and" if module else "does not say in which `module` the mistake is:"
        raise AssignmentError(f"{file} {said} {known}.")
    return module


def _check_parameter(file: Path, parameter: FreeParameter, reference: str, patched: str) -> None:
    name, bounds = parameter.name, (parameter.low, parameter.example, parameter.high)
    if not NAME.fullmatch(name):
        raise AssignmentError(f"{file}: the parameter needs a name in capitals.")
    if name in reference or not re.search(rf"\b{name}\b", patched):
        raise AssignmentError(f"{file}: {name} has to stand in the new text of an edit and nowhere in the reference.")
    if not (all(map(math.isfinite, bounds)) and 0.0 < parameter.low <= parameter.example <= parameter.high):
        raise AssignmentError(f"{file}: {name} needs a low, an example and a high in this order, all above 0.")
    if parameter.high > MAX_RANGE * parameter.low:
        raise AssignmentError(f"{file}: {name} may reach over {MAX_RANGE:g} times its low, and no further.")


def _filled(template: str, parameter: FreeParameter, value: float) -> str:
    return re.sub(rf"\b{parameter.name}\b", repr(value), template)


def _patched(file: Path, edits: tuple[Edit, ...], module: str, reference: str) -> str:
    source = reference
    if not edits:
        raise AssignmentError(f"{file} has no [[edits]].")
    for number, edit in enumerate(edits, start=1):
        # Counted in the reference, as its author does, and in what the earlier edits have made of it.
        for text in (reference, source):
            found = text.count(edit.old) if edit.old else 0
            if found != 1:
                times = f"occurs {found} times in {module}, and has to occur once"
                raise AssignmentError(f"{file}: the old text of edit {number} {times}.")
        if edit.old == edit.new:
            raise AssignmentError(f"{file}: edit {number} changes nothing.")
        source = source.replace(edit.old, edit.new)
    if wrong := _invalid(source):
        blamed = _invalid(reference)  # which then is where the mistake is, and not the entry
        whose = (
            f"The reference {module} is not valid Python in"
            if blamed
            else f"{file} makes invalid Python of {module} in"
        )
        raise AssignmentError(f"{whose} {blamed or wrong}")
    return source


def _invalid(source: str) -> str:
    """Why a module does not compile, as the end of a sentence, or empty."""
    try:
        compile(source, "module", "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        return f"line {getattr(error, 'lineno', 1)}: {python_fault(error)}"
    return ""
