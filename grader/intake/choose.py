"""Which file solves which task: candidates are gathered and chosen here and nowhere else. Trusted side; static."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from grader.assignment import Assignment, Task
from grader.intake.naming import Likeness, listed, resembles, shown
from grader.intake.text import Source, defined_names


class Candidate(Struct, frozen=True, order=True):
    """A file that could be a task's solution; the better one sorts first."""

    likeness: Likeness
    path: str


class Choice(Struct, frozen=True):
    """What was decided for one task.

    Attributes:
        path: The file that is graded, or nothing.
        problem: Why the task has no solution that can be used, or nothing.
        note: What the student should know about the choice, or nothing.
        guessed: Whether the file was taken for what it defines, since its name says nothing.
        notebook: Whether the task is graded from the notebook.
    """

    path: str = ""
    problem: str = ""
    note: str = ""
    guessed: bool = False
    notebook: bool = False


def choose(task: Task, candidates: Sequence[Candidate], sources: Mapping[str, Source]) -> Choice:
    """Picks a task's solution: the best likeness wins, and of two different files with the same one neither does."""
    wanted = f"{task.module}.py"
    if not candidates:
        return Choice(problem=f"{wanted} is missing: hand it in with {and_listed(task.names)}.")
    best = min(candidates)
    rivals = [candidate.path for candidate in candidates if candidate.likeness is best.likeness]
    if len({sources[path] for path in rivals}) > 1:
        return Choice(
            problem=f"{wanted} is missing: {listed(rivals)} could each stand for it, so keep one under that name."
        )
    problem = sources[best.path].problem
    named = wanted if best.likeness is Likeness.EXACT else shown(best.path)
    guessed = best.likeness is Likeness.DEFINES
    return Choice(best.path, f"{named} {problem}." if problem else "", _note(task, best, candidates), guessed)


def gather(assignment: Assignment, sources: Mapping[str, Source]) -> dict[str, list[Candidate]]:
    """The candidates of every task, by its module, from the source files at the root (path -> source)."""
    modules = [task.module for task in assignment.tasks]
    found: dict[str, list[Candidate]] = {module: [] for module in modules}
    for path in sources:
        match = resembles(path, modules)
        if match:
            module, likeness = match
            found[module].append(Candidate(likeness, path))
    for task in assignment.tasks:
        if not found[task.module]:
            found[task.module] = [Candidate(Likeness.DEFINES, path) for path in _defining(task, sources)]
    return found


def _defining(task: Task, sources: Mapping[str, Source]) -> list[str]:
    return [path for path, source in sources.items() if defined_names(source.text).issuperset(task.names)]


def _note(task: Task, best: Candidate, candidates: Sequence[Candidate]) -> str:
    wanted = f"{task.module}.py"
    others = [candidate.path for candidate in candidates if candidate != best]
    match best.likeness:
        case Likeness.EXACT:
            return f"{wanted} was graded, {listed(others)} was not: exact names win." if others else ""
        case Likeness.DEFINES:
            names = and_listed(task.names)
            return f"{shown(best.path)} was graded as {wanted}, because it defines {names}: use the exact name."
        case _:
            return f"{shown(best.path)} was graded as {wanted}: use the exact name."


def and_listed(names: Sequence[str]) -> str:
    """Names of a task in a sentence: `a`, `a and b`, `a, b and c`."""
    *head, last = names
    return f"{', '.join(head)} and {last}" if head else last
