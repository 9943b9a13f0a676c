"""The promises that every grading of the corpus must keep, whatever the attack."""

from collections.abc import Iterator

from grader.host.notebook import MAX_RUNS
from grader.model import Grade, Isolation, Outcome, TaskResult
from tests.support.hostile.arena import Graded, RemoteArena
from tests.support.hostile.corpus import Attack, Proof
from tests.support.hostile.leftovers import leftovers, sweep
from tests.support.hostile.targets import INPUT, Target, Vault


def breaches(graded: Graded, vault: Vault) -> list[str]:
    """What an attack got hold of: it says so, or something secret turns up anywhere in the full, unfiltered grade."""
    everything = repr(graded.grade)
    prizes = {**vault.canaries, "breach": f"breach-{vault.places['TOKEN']}"}
    return [role for role, text in prizes.items() if text in everything]


def shown_secrets(graded: Graded, vault: Vault) -> list[str]:
    """The secrets and hidden inputs in anything that a student is shown."""
    secrets = {**vault.canaries, "hidden input": INPUT}
    return [
        f"{role} in {place}" for role, text in secrets.items() for place, shown in graded.shown.items() if text in shown
    ]


def shown_forbidden(attack: Attack, graded: Graded) -> list[str]:
    """What the attack was to have shown and must not, each with its place."""
    places = (each.split(":", 1) for each in attack.declared.forbidden)
    return [f"{text!r} in {place}" for place, text in places if text in graded.shown[place]]


def attacked(attack: Attack, target: Target) -> str:
    """The task whose module was replaced."""
    (task,) = (task for task in target.assignment.tasks if task.module == attack.declared.module)
    return task.id


def graded_tasks(attack: Attack, target: Target) -> tuple[str, ...]:
    """The attacked task, and a neighbour of it."""
    task = attacked(attack, target)
    return task, next(each for each in target.quick if each != task)


def attacked_task(attack: Attack, grade: Grade, target: Target) -> TaskResult:
    """What the task got whose module was replaced."""
    return next(result for result in grade.tasks if result.id == attacked(attack, target))


def lost_neighbours(attack: Attack, grade: Grade, target: Target) -> list[str]:
    """The untouched tasks that did not get full marks, and why."""
    attacked = attacked_task(attack, grade, target)
    return [
        f"task {task.id}: {test.name} {test.outcome}, {test.message}"
        for task in grade.tasks
        if task is not attacked
        for test in task.tests
        if test.outcome is not Outcome.PASSED
    ]


def broken(arena: RemoteArena, attack: Attack) -> list[str]:
    """Grades an attack beside a task of honest work, then honest work, and tells each promise that was not kept."""
    target: Target = getattr(arena.vault, attack.declared.target)
    graded = arena.grade(attack, attack.declared.target, graded_tasks(attack, target))
    found = breaches(graded, arena.vault)
    complaints = [*_wrong(attack, graded, target), *shown_forbidden(attack, graded)]
    if stopped(attack, graded.grade.isolation):
        complaints += [f"got at {each}" for each in found]
        complaints += [f"shows {each}" for each in shown_secrets(graded, arena.vault)]
    elif not found and _must_succeed(attack, same_user=arena.same_user):
        complaints.append("does not succeed where nothing stops it, and proves nothing where something does")
    following = arena.grade(None, attack.declared.target, (attacked(attack, target),)).grade
    if following.score < following.max_score:
        complaints.append("costs whoever comes next")
    if stopped(attack, graded.grade.isolation):
        complaints += [f"leaves {each}" for each in leftovers(arena.trail)]
    else:
        sweep(arena.trail)
    return complaints


def _wrong(attack: Attack, graded: Graded, target: Target) -> Iterator[str]:
    attacked = attacked_task(attack, graded.grade, target)
    endings = {test.call_status for test in attacked.tests if test.outcome is not Outcome.NOT_RUN}
    if attacked.score > attack.declared.points:
        yield f"gets {attacked.score:g} points"
    if any(test.outcome is Outcome.ERROR for test in attacked.tests):
        yield f"has the grade withheld: {attacked.tests}"
    if attack.declared.endings and not endings <= set(attack.declared.endings):
        yield f"ends in {sorted(endings)}"
    if graded.seconds > longest(attack, target) * graded.slowdown:
        yield f"takes {graded.seconds:.1f} s where a process is {graded.slowdown:.1f} times as slow as alone"
    yield from (f"costs a neighbour: {each}" for each in lost_neighbours(attack, graded.grade, target))


def longest(attack: Attack, target: Target) -> float:
    """How long a grading may take alone: loading, calls, pauses of the attacked task, then what is declared."""
    limits = target.assignment.manifest.limits
    # A run that a cell ended is made again up to there, and a run that died later is made again for the next copy.
    loading = MAX_RUNS * limits.notebook_seconds if attack.declared.notebook else limits.load_seconds
    return loading + limits.task_seconds + limits.idle_seconds + attack.declared.seconds


def _must_succeed(attack: Attack, *, same_user: bool) -> bool:
    """Whether the attack has to be seen to succeed where nothing stops it."""
    proven = attack.declared.proven
    return proven is Proof.ALWAYS or (proven is Proof.SAME_USER and same_user)


def stopped(attack: Attack, level: Isolation) -> bool:
    """Whether this level promises to keep the attack from what it is after."""
    return level.at_least(attack.declared.stopped_at)


def too_perilous(attack: Attack, level: Isolation) -> str:
    """Why the attack is not to be tried at this level, or nothing."""
    return "" if stopped(attack, level) else attack.declared.perilous
