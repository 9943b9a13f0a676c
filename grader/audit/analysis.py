"""Results of the trials -> findings, and the problems among them. Trusted side; pure."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from grader.assignment import Assignment, Task
from grader.audit.equivalents import FILE, Equivalent
from grader.audit.grading import SubjectResult, TaskOutcome
from grader.audit.mutants import Mutant
from grader.audit.results import Audit, ControlAnalysis, MisconceptionAnalysis, Survivor, TaskAnalysis, TestUsage
from grader.audit.subjects import Scope, Subject, SubjectKind

Graded = Sequence[tuple[Subject, SubjectResult]]
FOR_NOTHING = frozenset({SubjectKind.STUBS, SubjectKind.CONSTANT, SubjectKind.WORTHLESS})
"""The kinds that must get no points."""
HALF = 0.5 + 1e-9
MAX_CHANGE = 200
"""Characters: a longer change is shown on the page only."""


class Timing(Struct, frozen=True):
    """How long the audit took, and with which scope."""

    scope: Scope
    seconds: float


def analyse(assignment: Assignment, graded: Graded, equivalents: Sequence[Equivalent], timing: Timing) -> Audit:
    """The findings of an audit whose trials were all graded."""
    controls = tuple(_controls(graded))
    mistakes = tuple(_mistakes(graded))
    tasks = tuple(_task(task, graded, equivalents) for task in assignment.tasks if timing.scope.includes(task))
    problems = (
        *_broken(graded),
        *_control_problems(controls),
        *_mistake_problems(mistakes),
        *_constant_problems(graded),
        *_mutant_problems(tasks),
        *_stale(graded, equivalents, full=timing.scope.is_full),
    )
    return Audit(
        assignment=assignment.slug,
        title=assignment.manifest.title,
        quick=not timing.scope.is_full,
        controls=controls,
        mistakes=mistakes,
        tasks=tasks,
        problems=problems,
        graded=len(graded),
        seconds=timing.seconds,
        grading_seconds=sum(result.seconds for _, result in graded),
        harness_seconds=sum(result.busy_seconds for _, result in graded),
    )


def _controls(graded: Graded) -> Iterator[ControlAnalysis]:
    groups: dict[tuple[SubjectKind, str], list[SubjectResult]] = {}
    for subject, result in graded:
        if subject.kind in {SubjectKind.REFERENCE, SubjectKind.ALTERNATIVE, *FOR_NOTHING}:
            groups.setdefault((subject.kind, subject.name), []).append(result)
    for (kind, name), results in groups.items():
        scores = [round(sum(task.score for task in result.tasks), 6) for result in results]
        tasks = [task for result in results for task in result.tasks]
        yield ControlAnalysis(
            name=name,
            expected=0.0 if kind in FOR_NOTHING else sum(task.max_score for task in results[0].tasks),
            lowest=min(scores),
            highest=max(scores),
            seeds=len(results),
            lost=() if kind in FOR_NOTHING else tuple(sorted({f"{t.id} {test}" for t in tasks for test in t.lost})),
            named=tuple(sorted({name for task in tasks for name in task.named})),
        )


def _mistakes(graded: Graded) -> Iterator[MisconceptionAnalysis]:
    alone = {subject.name: (subject, result) for subject, result in graded if subject.kind is SubjectKind.MISCONCEPTION}
    lost = {name: set(_own(*pair)[0].lost) for name, pair in alone.items()}
    for name, (subject, result) in alone.items():
        own, others = _own(subject, result)
        both = [
            (one.beside, _own(one, res)[0])
            for one, res in graded
            if one.kind is SubjectKind.FOLLOW_THROUGH and one.name == name
        ]
        yield MisconceptionAnalysis(
            id=name,
            task=subject.task,
            lost=own.lost,
            share=1.0 - own.score / own.max_score,
            excuse=subject.excuse,
            touched=tuple(task.id for task in others if task.lost),
            named=tuple(sorted({each for task in result.tasks for each in task.named})),
            followed=own.followed,
            beside=len(both),
            gained=tuple(
                f"{test} with {other}" for other, task in both for test in task.followed if test in lost[other]
            ),
        )


def _task(task: Task, graded: Graded, equivalents: Sequence[Equivalent]) -> TaskAnalysis:
    mutants = [
        (subject, result)
        for subject, result in graded
        if subject.kind is SubjectKind.MUTANT and task.id in subject.about
    ]
    mistakes = [
        (subject, _own(subject, res)[0])
        for subject, res in graded
        if subject.kind is SubjectKind.MISCONCEPTION and subject.task == task.id
    ]
    survivors = [
        _survivor(subject, subject.mutant, equivalents)
        for subject, result in mutants
        if subject.mutant and subject.task == task.id and not _killed(subject, result)
    ]
    return TaskAnalysis(
        id=task.id,
        title=task.title,
        mutants=len(mutants),
        killed=sum(_killed(subject, result) for subject, result in mutants),
        survivors=tuple(survivor for survivor in survivors if not survivor.reason),
        equivalent=tuple(survivor for survivor in survivors if survivor.reason),
        touched_by=tuple(_touched_by(task, graded)),
        tests=_uses(task, graded, [(subject, _of(task.id, result)) for subject, result in mutants], mistakes),
    )


def _touched_by(task: Task, graded: Graded) -> Iterator[str]:
    """The mutants of other tasks that lose points in this one."""
    for subject, result in graded:
        if subject.kind is SubjectKind.MUTANT and task.id not in subject.about:
            yield from (subject.name for other in result.tasks if other.id == task.id and other.lost)


def _uses(
    task: Task, graded: Graded, mutants: list[tuple[Subject, TaskOutcome]], mistakes: list[tuple[Subject, TaskOutcome]]
) -> tuple[TestUsage, ...]:
    """What each test detects. The stubs fail every test, so their result names all tests."""
    stubs = next(result for subject, result in graded if subject.kind is SubjectKind.STUBS)
    names = next(examined.lost for examined in stubs.tasks if examined.id == task.id)
    return tuple(
        TestUsage(
            name=name,
            mutants=sum(name in own.lost for _, own in mutants),
            mistakes=tuple(subject.name for subject, own in mistakes if name in own.lost),
            alone=sum(own.lost == (name,) for _, own in (*mutants, *mistakes)),
        )
        for name in names
    )


def _survivor(subject: Subject, mutant: Mutant, equivalents: Sequence[Equivalent]) -> Survivor:
    reasons = (entry.reason for entry in equivalents if entry.matches(subject.module, mutant))
    return Survivor(
        task=subject.task,
        module=subject.module,
        line=mutant.line,
        operator=mutant.operator,
        diff=mutant.diff,
        reason=next(reasons, ""),
    )


def _killed(subject: Subject, result: SubjectResult) -> bool:
    """Whether a task that is about the changed module lost points."""
    return any(task.lost for task in result.tasks if task.id in subject.about)


def _of(task: str, result: SubjectResult) -> TaskOutcome:
    return next(each for each in result.tasks if each.id == task)


def _own(subject: Subject, result: SubjectResult) -> tuple[TaskOutcome, list[TaskOutcome]]:
    """The result of the task in which a mistake is made, and those of tasks that are not about its module."""
    others = [task for task in result.tasks if task.id not in {subject.task, *subject.about}]
    return _of(subject.task, result), others


def _broken(graded: Graded) -> Iterator[str]:
    for subject, result in graded:
        for task in result.tasks:
            for test in task.broken:
                yield f"{test} of task {task.id} could not judge {subject.kind} {subject.name}."


def _control_problems(controls: Sequence[ControlAnalysis]) -> Iterator[str]:
    for control in controls:
        if not control.held:
            got = f"{control.lowest:g}" if control.lowest == control.highest else f"{control.lowest:g} or more"
            lost = f" It lost {', '.join(control.lost)}." if control.lost else ""
            named = f" It was told: {', '.join(control.named)}." if control.named else ""
            yield f"{control.name} should get {control.expected:g} and got {got}.{lost}{named}"


def _mistake_problems(mistakes: Sequence[MisconceptionAnalysis]) -> Iterator[str]:
    for mistake in mistakes:
        if not mistake.lost:
            yield f"The misconception {mistake.id} loses nothing in its task {mistake.task}."
        elif mistake.named != (mistake.id,):
            yield f"The misconception {mistake.id} was called {', '.join(mistake.named) or 'nothing'}."
        for gained in mistake.gained:
            yield f"The misconception {mistake.id} lets {gained} pass: its test asks for too little to be followed."
        yield from _share_problems(mistake)
        if mistake.touched:
            yield f"The misconception {mistake.id} of task {mistake.task} loses points in {', '.join(mistake.touched)}."


def _constant_problems(graded: Graded) -> Iterator[str]:
    """Work that does nothing, or always the same, makes no mistake that a later test could be consistent with."""
    for subject, result in graded:
        if subject.kind in {SubjectKind.CONSTANT, SubjectKind.STUBS, SubjectKind.REFERENCE, SubjectKind.ALTERNATIVE}:
            for task in result.tasks:
                if task.followed:
                    yield f"Task {task.id} gives points to {subject.name} for {', '.join(task.followed)}, by a mistake."


def _share_problems(mistake: MisconceptionAnalysis) -> Iterator[str]:
    """One mistake should leave half of its task's points, since most of it is right; an excuse must be needed."""
    if mistake.share > HALF and not mistake.excuse:
        yield (
            f"The misconception {mistake.id} costs {mistake.share:.0%} of its task {mistake.task}: have tests look at"
            " less at a time, or say in costs_more_than_half why that is right."
        )
    if mistake.share <= HALF and mistake.excuse:
        yield f"The misconception {mistake.id} costs no more than half of its task: take costs_more_than_half out."


def _mutant_problems(tasks: Sequence[TaskAnalysis]) -> Iterator[str]:
    for task in tasks:
        for survivor in task.survivors:
            place = f"{survivor.module}.py, line {survivor.line}, {survivor.operator}"
            yield f"Task {task.id}: a mutant survived ({place}){_change(survivor.diff)}."
        for mutant in task.touched_by:
            yield f"Task {task.id} lost points by a mutant of another task ({mutant})."


def _change(diff: str) -> str:
    """A change, on one line."""
    removed, added = (" ".join(_marked(diff, sign)) for sign in "-+")
    said = (
        f"`{removed}` became `{added}`"
        if removed and added
        else f"`{removed}` is gone"
        if removed
        else f"`{added}` is new"
    )
    return f": {said}" if len(said) <= MAX_CHANGE else ""


def _marked(diff: str, sign: str) -> list[str]:
    return [line[1:].strip() for line in diff.splitlines() if line.startswith(sign)]


def _stale(graded: Graded, equivalents: Sequence[Equivalent], *, full: bool) -> Iterator[str]:
    """Stale entries of the list: mutants that were killed, and in a full audit those that do not exist."""
    mutants = [(subject, result) for subject, result in graded if subject.kind is SubjectKind.MUTANT]
    for entry in equivalents:
        meant = [
            _killed(subject, result)
            for subject, result in mutants
            if subject.mutant and entry.matches(subject.module, subject.mutant)
        ]
        where = f"The entry of {FILE} for {entry.added!r} in {entry.module}"
        if any(meant):
            yield f"{where} is not equivalent: a test detects it."
        elif not meant and full:
            yield f"{where} fits no mutant: take it out."
