"""Which file solves which task: the only place where candidates are gathered and chosen. Trusted side; static."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from grader.assignment import Assignment, Part
from grader.intake.naming import MatchQuality, is_renumbered, match_name, plain_name
from grader.intake.text import Source, defined_names
from grader.sanitize import listed, quoted


class Candidate(Struct, frozen=True, order=True):
    """A file that could be a task's solution; the better one sorts first.

    Attributes:
        unsolved: Whether it contains no solution: it is unreadable, or everything is still to be written.
        match_quality: How well its name matches.
        path: Where it is.
    """

    unsolved: bool
    match_quality: MatchQuality
    path: str


class FileChoice(Struct, frozen=True):
    """What was decided for one module of one task or several.

    Attributes:
        path: The file that is graded, or empty.
        problem: Why there is no usable solution, or empty.
        note: What the student should know about the choice, or empty.
        guessed: Whether the file was chosen for what it defines, since its name says nothing.
        notebook: Whether the notebook is graded for it.
        ambiguous: Whether several files could have been graded, so that none was.
    """

    path: str = ""
    problem: str = ""
    note: str = ""
    guessed: bool = False
    notebook: bool = False
    ambiguous: bool = False


def choose(part: Part, candidates: Sequence[Candidate], sources: Mapping[str, Source]) -> FileChoice:
    """Picks a module's solution: of those with something in them, the best match wins; of two different files
    with the same match quality neither does.
    """
    wanted = f"{part.module}.py"
    if not candidates:
        asked = f" with {and_listed(part.names)}" if part.names else ""
        return FileChoice(problem=f"{wanted} is missing: hand it in{asked}.")
    best = min(candidates)
    rivals = [
        each.path for each in candidates if (each.unsolved, each.match_quality) == (best.unsolved, best.match_quality)
    ]
    if len({sources[path] for path in rivals}) > 1:
        return FileChoice(
            problem=f"{wanted} is missing: {listed(rivals)} could each be it, so keep one under that name.",
            ambiguous=True,
        )
    problem = sources[best.path].problem
    named = wanted if best.match_quality is MatchQuality.EXACT else quoted(best.path)
    guessed = best.match_quality is MatchQuality.DEFINES
    return FileChoice(best.path, f"{named} {problem}." if problem else "", _note(part, best, candidates), guessed)


def gather(
    assignment: Assignment, sources: Mapping[str, Source], unsolved: Callable[[Part, str], bool]
) -> dict[str, list[Candidate]]:
    """The candidates for every module, from the source files at the root (path -> source).

    Files that only define a task's names are candidates if no file with its name has a solution in it.
    """
    modules = [part.module for part in assignment.parts]
    named: dict[str, list[tuple[MatchQuality, str]]] = {module: [] for module in modules}
    for path in sources:
        match = match_name(path, modules)
        if match:
            module, match_quality = match
            named[module].append((match_quality, path))

    def judged(part: Part, match_quality: MatchQuality, path: str) -> Candidate:
        return Candidate(bool(sources[path].problem) or unsolved(part, sources[path].text), match_quality, path)

    found: dict[str, list[Candidate]] = {}
    for part in assignment.parts:
        candidates = [judged(part, *each) for each in named[part.module]]
        if all(candidate.unsolved for candidate in candidates):
            taken = {candidate.path for candidate in candidates}
            others = (path for path in _defining(part, sources) if path not in taken)
            defining = [judged(part, MatchQuality.DEFINES, path) for path in others]
            candidates += [each for each in defining if not (candidates and each.unsolved)]
        found[part.module] = candidates
    return found


def _defining(part: Part, sources: Mapping[str, Source]) -> list[str]:
    """The files that define everything a task asks for; none for a program, which only its name identifies."""
    return [
        path
        for path, source in sources.items()
        if any(names and defined_names(source.text).issuperset(names) for names in part.asked)
    ]


def _note(part: Part, best: Candidate, candidates: Sequence[Candidate]) -> str:
    """Which file was graded and which were not, and what to do about it; empty if there was no choice."""
    wanted = f"{part.module}.py"
    others = [candidate.path for candidate in candidates if candidate != best]
    if best.match_quality is MatchQuality.EXACT:
        return f"{wanted} was graded, {listed(others)} was not: exact names win." if others else ""
    because = f", because it defines {and_listed(part.names)}" if best.match_quality is MatchQuality.DEFINES else ""
    said = f"{quoted(best.path)} was graded as {wanted}{because}{name_advice(best.path, part.module)}."
    if not others:
        return said
    empty = any(candidate.unsolved for candidate in candidates) and not best.unsolved
    left = f", since {part.told('is', 'are')} not solved there" if empty else ""
    return f"{said} Not graded: {listed(others)}{left}."


def name_advice(path: str, stem: str) -> str:
    """How to rename a file, after what it was taken for; empty if only a platform has renamed it."""
    if is_renumbered(path, stem):
        return ""
    hidden = "show file name extensions and " if plain_name(path) != path else ""
    return f": {hidden}use the exact name"


def and_listed(names: Sequence[str]) -> str:
    """Names of a task in a sentence: `a`, `a and b`, `a, b and c`."""
    *head, last = names
    return f"{', '.join(head)} and {last}" if head else last
