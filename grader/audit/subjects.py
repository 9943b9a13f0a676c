"""What an audit grades: the reference, stubs, alternatives, worthless work, known mistakes and mutants, as submissions.

Trusted side. A guest loads one module, and of the submission only what that module imports is run. So a change to a
module can be seen by the task it belongs to and by tasks whose module imports it, over however many steps, and by no
other: mutants are graded in those tasks, known mistakes and everything else in all.
"""

import ast
import hashlib
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from enum import StrEnum
from itertools import permutations

from msgspec import Struct

from grader.assignment import Assignment, Task
from grader.audit.mutants import Mutant, mutants_of
from grader.errors import AssignmentError
from grader.exam.diagnosis.hypotheses import Hypothesis, combined
from grader.exam.diagnosis.misconceptions import load_misconceptions
from grader.intake import read_submission
from grader.model import Submission

ALTERNATIVES = "alternatives"
CONSTANTS = ("None", "0.0", "[]", "{}")
"""What submissions answer to everything that do nothing else."""
CONSTANT_FUNCTION = "def {0}(*arguments, **keywords): return {1}\n"
CONSTANT_CLASS = """class {0}:
    def __init__(self, *arguments, **keywords): pass
    def __getattr__(self, name): return lambda *arguments, **keywords: {1}
"""
WORTHLESS = "worthless"


class Scope(Struct, frozen=True):
    """How much an audit grades.

    Attributes:
        every: One mutant of this many, always the same ones; 1 for all.
        sample: One known mistake and one alternative of this many.
        seeds: Under how many seeds each alternative is graded, beside the assignment's own.
        everywhere: Whether known mistakes are graded in all tasks, and not only in those that could see them.
        tasks: The tasks that are audited; none means all.
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
    """What a submission of the audit is, and so what it must get."""

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
        kind: What it is.
        name: Which one of its kind.
        submission: What is graded.
        task: The task whose module was changed, if one was.
        only: The tasks to grade; none means all.
        seed: Where the hidden inputs come from; nothing means from the secret seed.
        mutant: The mutant that it is.
        beside: The known mistake that is made beside the one of this name, which others follow.
        excuse: Why it may cost more than half of its task.
    """

    kind: SubjectKind
    name: str
    submission: Submission
    task: str = ""
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
    """What must get everything or nothing: the reference, the stubs and the alternatives.

    Raises:
        AssignmentError: A reference module is missing.
        UsageError: An alternative cannot be handed in.
    """
    return [*_ends(assignment, ONCE), *_alternatives(assignment, ONCE)]


def _ends(assignment: Assignment, scope: Scope) -> Iterator[Subject]:
    """The best and the least that can be handed in."""
    for kind, files in ((SubjectKind.REFERENCE, _reference(assignment)), (SubjectKind.STUBS, _stubs(assignment))):
        name = f"the {kind}"
        yield Subject(kind=kind, name=name, submission=_submission(files), only=scope.tasks or None)


def readers(assignment: Assignment, sources: Mapping[str, bytes]) -> dict[str, tuple[str, ...]]:
    """Task -> itself and the tasks whose modules import its module, directly or over others."""
    imports = {task.module: _imports(sources[f"{task.module}.py"]) for task in assignment.tasks}
    return {
        task.id: tuple(other.id for other in assignment.tasks if task.module in _reached(other.module, imports))
        for task in assignment.tasks
    }


def _reached(module: str, imports: Mapping[str, set[str]]) -> set[str]:
    reached, waiting = set[str](), [module]
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
    return {f"{task.module}.py": _module(assignment, task) for task in assignment.tasks}


def _module(assignment: Assignment, task: Task) -> bytes:
    file = assignment.solution / f"{task.module}.py"
    if not file.is_file():
        raise AssignmentError(f"{file} is missing: the audit needs the reference of every task.")
    return file.read_bytes()


def _stubs(assignment: Assignment) -> dict[str, bytes]:
    return {f"{task.module}.py": assignment.stub(task) for task in assignment.tasks}


def _submission(files: Mapping[str, bytes]) -> Submission:
    digest = hashlib.sha256(b"".join(name.encode() + content for name, content in sorted(files.items())))
    return Submission(id="audit", digest=f"sha256:{digest.hexdigest()}", files=files, problems={})


def _alternatives(assignment: Assignment, scope: Scope) -> Iterator[Subject]:
    """Complete other solutions, through intake like any student's; in full under many seeds."""
    seeds = ("", *(f"audit {number}" for number in range(1, scope.seeds + 1)))
    folders = sorted(folder for folder in (assignment.solution / ALTERNATIVES).glob("*") if folder.is_dir())[
        :: scope.sample
    ]
    works = [(folder.name, read_submission(folder, assignment, submission_id=folder.name)) for folder in folders]
    for seed in seeds:
        for name, work in works:
            yield Subject(kind=SubjectKind.ALTERNATIVE, name=name, submission=work, seed=seed, only=scope.tasks or None)


def _worthless(assignment: Assignment, scope: Scope) -> Iterator[Subject]:
    """Work that answers everything and computes nothing, through intake like any student's."""
    for folder in sorted(folder for folder in (assignment.solution / WORTHLESS).glob("*") if folder.is_dir()):
        work = read_submission(folder, assignment, submission_id=folder.name)
        yield Subject(kind=SubjectKind.WORTHLESS, name=folder.name, submission=work, only=scope.tasks or None)


def _misconceptions(assignment: Assignment, reference: Mapping[str, bytes], scope: Scope) -> Iterator[Subject]:
    seeing = readers(assignment, reference)
    mistakes = [mistake for mistake in load_misconceptions(assignment) if scope.includes(mistake.task)]
    for mistake in mistakes[:: scope.sample]:
        files = {**reference, f"{mistake.task.module}.py": mistake.source.encode()}
        yield Subject(
            kind=SubjectKind.MISCONCEPTION,
            name=mistake.misconception.id,
            submission=_submission(files),
            task=mistake.task.id,
            only=None if scope.everywhere else seeing[mistake.task.id],
            excuse=mistake.costs_more_than_half,
        )


def _follow_through(assignment: Assignment, reference: Mapping[str, bytes], scope: Scope) -> Iterator[Subject]:
    """Each mistake that is followed through, with each other of its task: what loses points must lose them still."""
    mistakes = [mistake for mistake in load_misconceptions(assignment) if scope.includes(mistake.task)][:: scope.sample]
    for mistake, other in permutations(mistakes, 2):
        if mistake.follow_through and mistake.task == other.task:
            both = combined(Hypothesis.of(mistake), Hypothesis.of(other))
            if both is not None:  # they change different lines
                yield Subject(
                    kind=SubjectKind.FOLLOW_THROUGH,
                    name=mistake.misconception.id,
                    submission=_submission({**reference, f"{mistake.task.module}.py": both.source.encode()}),
                    task=mistake.task.id,
                    only=(mistake.task.id,),
                    beside=other.misconception.id,
                )


def _constants(assignment: Assignment, scope: Scope) -> Iterator[Subject]:
    """Modules in which every function and method of a task answers the same to everything."""
    for answer in CONSTANTS:
        files = {f"{task.module}.py": _constant(assignment, task, answer).encode() for task in assignment.tasks}
        name, work = f"the constant {answer}", _submission(files)
        yield Subject(kind=SubjectKind.CONSTANT, name=name, submission=work, only=scope.tasks or None)


def _constant(assignment: Assignment, task: Task, answer: str) -> str:
    defined = ast.parse(assignment.stub(task)).body
    classes = {node.name for node in defined if isinstance(node, ast.ClassDef)}
    return "\n".join(
        (CONSTANT_CLASS if name in classes else CONSTANT_FUNCTION).format(name, answer) for name in task.names
    )


def _mutants(
    assignment: Assignment, reference: Mapping[str, bytes], executor: Executor, scope: Scope
) -> Iterator[Subject]:
    seeing = readers(assignment, reference)
    tasks = [task for task in assignment.tasks if scope.includes(task)]
    sources = [reference[f"{task.module}.py"].decode() for task in tasks]
    made = executor.map(mutants_of, sources, [scope.every] * len(sources))
    for task, mutants in zip(tasks, made, strict=True):
        for number, mutant in enumerate(mutants, start=1):
            files = {**reference, f"{task.module}.py": mutant.source.encode()}
            yield Subject(
                kind=SubjectKind.MUTANT,
                name=f"{task.module} {number}",
                submission=_submission(files),
                task=task.id,
                only=seeing[task.id],
                mutant=mutant,
            )
