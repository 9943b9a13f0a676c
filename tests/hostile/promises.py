"""What every grading of the corpus must keep to, whichever attack it was."""

from grader.host.notebook import MOST_RUNS
from grader.model import Grade, Isolation, Outcome, TaskResult
from tests.hostile.arena import Graded
from tests.hostile.corpus import Attack
from tests.hostile.targets import INPUT, Target, Vault


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


def attacked_task(attack: Attack, grade: Grade, target: Target) -> TaskResult:
    """The task whose module was replaced."""
    (task,) = (task for task in target.assignment.tasks if task.module == attack.declared.module)
    return next(result for result in grade.tasks if result.id == task.id)


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


def longest(attack: Attack, target: Target) -> float:
    """How long a grading may take by its deadlines: loading and calls of the attacked task, then what is declared."""
    limits = target.assignment.manifest.limits
    # A run that a cell ended is made again up to there, and a run that died later is made again for the next copy.
    loading = MOST_RUNS * limits.notebook_seconds if attack.declared.notebook else limits.load_seconds
    return loading + limits.task_seconds + attack.declared.seconds


def stopped(attack: Attack, level: Isolation) -> bool:
    """Whether this level promises to keep the attack from what it is after."""
    return level.at_least(attack.declared.stopped_at)
