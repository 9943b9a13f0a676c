"""What an audit grades: the reference, stubs, alternatives, worthless work, known mistakes and mutants, as submissions.

Trusted side. A guest loads one module, and runs only what that module imports of the submission. So only the task of a
module and tasks whose modules import it, directly or indirectly, can detect a change to it: mutants are graded in those
tasks, known mistakes and everything else in all tasks.
"""

import ast
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from enum import StrEnum
from itertools import permutations
from pathlib import Path

from msgspec import Struct

from grader.assignment import Assignment, Part, Task, author_text
from grader.audit.mutants import Mutant, mutants_of
from grader.errors import AssignmentError, SubmissionError
from grader.exam.diagnosis.hypotheses import Hypothesis, combined
from grader.exam.diagnosis.misconceptions import load_misconceptions
from grader.intake import read_submission
from grader.model import Submission

ALTERNATIVES = "alternatives"
CONSTANTS = ("None", "0.0", "[]", "{}")
"""The constant answers: submissions whose functions all return one of these."""
CONSTANT_FUNCTION = "def {0}(*arguments, **keywords): return {1}\n"
CONSTANT_CLASS = """class {0}:
    def __init__(self, *arguments, **keywords): pass
    def __getattr__(self, name): return lambda *arguments, **keywords: {1}
"""
WORTHLESS = "worthless"


class Scope(Struct, frozen=True):
    """How much an audit grades.

    Attributes:
        every: One in this many mutants is graded, always the same ones; 1 for all.
        sample: One in this many known mistakes and alternatives is graded.
        seeds: With how many seeds each alternative is graded, in addition to the assignment's own.
        everywhere: Whether known mistakes are graded in all tasks, not only in those that could detect them.
        tasks: The tasks that are audited; empty for all.
    """

    every: int
    sample: int
    seeds: int
    everywhere: bool
    tasks: tuple[str, ...] = ()

    @property
    def is_full(self) -> bool:
        """Whether every mutant is graded."""
        return self.every == 1 and not self.tasks

    def includes(self, task: Task) -> bool:
        """Whether a task is audited."""
        return not self.tasks or task.id in self.tasks


FULL = Scope(every=1, sample=1, seeds=20, everywhere=True)
ONCE = Scope(every=1, sample=1, seeds=0, everywhere=False)
QUICK = Scope(every=25, sample=4, seeds=0, everywhere=False)


class SubjectKind(StrEnum):
    """The kind of a submission of the audit, which decides the points that it must get."""

    REFERENCE = "reference"
    STUBS = "stubs"
    ALTERNATIVE = "alternative"
    CONSTANT = "constant"
    WORTHLESS = "worthless"
    MISCONCEPTION = "misconception"
    FOLLOW_THROUGH = "following"
    MUTANT = "mutant"


class Subject(Struct, frozen=True, kw_only=True):
    """One submission of an audit.

    Attributes:
        kind: Its kind.
        name: Its name within its kind.
        submission: The submission to grade.
        task: The task whose module was changed, if any: the first task about it.
        module: The changed module.
        about: All tasks about that module.
        only: The tasks to grade; empty for all.
        seed: The seed of the hidden inputs; empty for the secret one.
        mutant: The mutant, if it is one.
        beside: The known mistake that is combined with the one of this name, which is followed through.
        excuse: Why it may cost more than half of its task.
    """

    kind: SubjectKind
    name: str
    submission: Submission
    task: str = ""
    module: str = ""
    about: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None
    seed: str = ""
    mutant: Mutant | None = None
    beside: str = ""
    excuse: str = ""


def make_subjects(assignment: Assignment, executor: Executor, scope: Scope) -> list[Subject]:
    """Everything that an audit grades. Raises AssignmentError and UsageError."""
    reference = _reference(assignment)
    return [
        *_ends(assignment, scope),
        *_constants(assignment, scope),
        *_alternatives(assignment, scope),
        *_worthless(assignment, scope),
        *_misconceptions(assignment, reference, scope),
        *_follow_through(assignment, reference, scope),
        *_mutants(assignment, reference, executor, scope),
    ]


def basic_trials(assignment: Assignment) -> list[Subject]:
    """What must get all points or none: the reference, the stubs and the alternatives.

    Raises:
        AssignmentError: A reference module is missing.
        UsageError: An alternative cannot be handed in.
    """
    return [*_ends(assignment, ONCE), *_alternatives(assignment, ONCE)]


def _ends(assignment: Assignment, scope: Scope) -> Iterator[Subject]:
    """The reference and the stubs: the best and the least that can be handed in."""
    for kind, files in ((SubjectKind.REFERENCE, _reference(assignment)), (SubjectKind.STUBS, assignment.stubs())):
        name = f"the {kind}"
        yield Subject(kind=kind, name=name, submission=_submission(files), only=scope.tasks or None)


def readers(assignment: Assignment, sources: Mapping[str, bytes]) -> dict[str, tuple[str, ...]]:
    """Module -> the tasks that are about it, or whose modules import it, directly or indirectly."""
    imports = {part.module: _imports(sources[f"{part.module}.py"]) for part in assignment.parts}
    return {
        module: tuple(task.id for task in assignment.tasks if module in _reached(task.modules, imports))
        for module in imports
    }


def _reached(modules: Sequence[str], imports: Mapping[str, set[str]]) -> set[str]:
    reached, waiting = set[str](), [*modules]
    while waiting:
        current = waiting.pop()
        if current not in reached:
            reached.add(current)
            waiting.extend(imports.get(current, ()))
    return reached


def _imports(source: bytes) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def _reference(assignment: Assignment) -> dict[str, bytes]:
    return {f"{part.module}.py": _module(assignment, part) for part in assignment.parts}


def _module(assignment: Assignment, part: Part) -> bytes:
    file = assignment.solution / f"{part.module}.py"
    if not file.is_file():
        raise AssignmentError(f"{file} is missing: the audit needs the reference of every task.")
    return file.read_bytes()


def _submission(files: Mapping[str, bytes]) -> Submission:
    digest = hashlib.sha256(b"".join(name.encode() + content for name, content in sorted(files.items())))
    return Submission(id="audit", digest=f"sha256:{digest.hexdigest()}", files=files, problems={})


def _alternatives(assignment: Assignment, scope: Scope) -> Iterator[Subject]:
    """Complete alternative solutions, through intake like any student's; in a full audit with many seeds."""
    seeds = ("", *(f"audit {number}" for number in range(1, scope.seeds + 1)))
    folders = sorted(folder for folder in (assignment.solution / ALTERNATIVES).glob("*") if folder.is_dir())[
        :: scope.sample
    ]
    works = [(folder.name, _work(folder, assignment)) for folder in folders]
    for seed in seeds:
        for name, work in works:
            yield Subject(kind=SubjectKind.ALTERNATIVE, name=name, submission=work, seed=seed, only=scope.tasks or None)


def _worthless(assignment: Assignment, scope: Scope) -> Iterator[Subject]:
    """Work that returns results without computing anything, through intake like any student's."""
    for folder in sorted(folder for folder in (assignment.solution / WORTHLESS).glob("*") if folder.is_dir()):
        work = _work(folder, assignment)
        yield Subject(kind=SubjectKind.WORTHLESS, name=folder.name, submission=work, only=scope.tasks or None)


def _work(folder: Path, assignment: Assignment) -> Submission:
    """What is in a folder, as if it was handed in. Raises AssignmentError if nobody could hand it in."""
    try:
        return read_submission(folder, assignment, submission_id=folder.name)
    except SubmissionError as error:
        raise AssignmentError(f"{folder} could not be handed in by a student: {error}") from error


def _misconceptions(assignment: Assignment, reference: Mapping[str, bytes], scope: Scope) -> Iterator[Subject]:
    seeing = readers(assignment, reference)
    mistakes = [mistake for mistake in load_misconceptions(assignment) if scope.includes(mistake.task)]
    for mistake in mistakes[:: scope.sample]:
        files = {**reference, f"{mistake.module}.py": mistake.source.encode()}
        yield Subject(
            kind=SubjectKind.MISCONCEPTION,
            name=mistake.misconception.id,
            submission=_submission(files),
            task=mistake.task.id,
            module=mistake.module,
            about=next(part.tasks for part in assignment.parts if part.module == mistake.module),
            only=None if scope.everywhere else seeing[mistake.module],
            excuse=mistake.costs_more_than_half,
        )


def _follow_through(assignment: Assignment, reference: Mapping[str, bytes], scope: Scope) -> Iterator[Subject]:
    """Each mistake that is followed through, combined with each other one of its task, which must still lose points."""
    mistakes = [mistake for mistake in load_misconceptions(assignment) if scope.includes(mistake.task)][:: scope.sample]
    for mistake, other in permutations(mistakes, 2):
        if mistake.follow_through and mistake.task == other.task:
            both = combined(Hypothesis.of(mistake), Hypothesis.of(other))
            if both is not None:  # None if they change the same lines
                yield Subject(
                    kind=SubjectKind.FOLLOW_THROUGH,
                    name=mistake.misconception.id,
                    submission=_submission({**reference, f"{mistake.module}.py": both.source.encode()}),
                    task=mistake.task.id,
                    only=(mistake.task.id,),
                    beside=other.misconception.id,
                )


def _constants(assignment: Assignment, scope: Scope) -> Iterator[Subject]:
    """Modules in which every function and method of a task returns the same constant."""
    for answer in CONSTANTS:
        files = {f"{part.module}.py": _constant(assignment, part, answer).encode() for part in assignment.parts}
        name, work = f"the constant {answer}", _submission(files)
        yield Subject(kind=SubjectKind.CONSTANT, name=name, submission=work, only=scope.tasks or None)


def _constant(assignment: Assignment, part: Part, answer: str) -> str:
    defined = ast.parse(assignment.stub(part.module)).body
    classes = {node.name for node in defined if isinstance(node, ast.ClassDef)}
    return "\n".join(
        (CONSTANT_CLASS if name in classes else CONSTANT_FUNCTION).format(name, answer) for name in part.names
    )


def owner_of(part: Part, assignment: Assignment) -> Task:
    """The task that a module is counted for: the one whose own module it is, or else the first that needs it."""
    asking = [task for task in assignment.tasks if task.id in part.tasks]
    return next((task for task in asking if task.module), asking[0])


def _mutants(
    assignment: Assignment, reference: Mapping[str, bytes], executor: Executor, scope: Scope
) -> Iterator[Subject]:
    seeing = readers(assignment, reference)
    parts = [(task, part) for part in assignment.parts if scope.includes(task := owner_of(part, assignment))]
    names = [f"{part.module}.py" for _, part in parts]
    sources = [author_text(reference[name], assignment.solution / name) for name in names]
    made = executor.map(mutants_of, sources, [scope.every] * len(sources))
    for (task, part), mutants in zip(parts, made, strict=True):
        for number, mutant in enumerate(mutants, start=1):
            files = {**reference, f"{part.module}.py": mutant.source.encode()}
            yield Subject(
                kind=SubjectKind.MUTANT,
                name=f"{part.module} {number}",
                submission=_submission(files),
                task=task.id,
                module=part.module,
                about=part.tasks,
                only=seeing[part.module],
                mutant=mutant,
            )
