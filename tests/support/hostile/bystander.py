"""A task beside the one that is attacked: whoever hands it in right gets its point, whatever the attack does."""

from collections.abc import Mapping
from pathlib import Path

from grader.assignment import Assignment
from grader.model import Grade, Outcome, Submission, TaskResult
from tests.support.laid_out import handed_in, lay_out

LIMITS = """
[limits]
call_seconds = 0.5
task_seconds = 1.5
idle_seconds = 1.5
reply_bytes = 1_048_576
memory_bytes = 268_435_456
"""
ATTACKED = """
[[tasks]]
id = "1"
title = "Attacked"
module = "{module}"
names = ["{name}"]
points = {points}
"""
BYSTANDER = """
[[tasks]]
id = "2"
title = "Double"
module = "double"
names = ["double"]
points = 1
"""
TESTS = '''
from grader.exam import check
def test_double(student, reference):
    """Doubles."""
    check.equal(student.double(4), reference.double(4), "double(4)")
'''
DOUBLE = "def double(x): return 2 * x\n"


def lay_out_attacked(
    root: Path,
    name: str,
    tests: str,
    honest: str,
    *,
    points: int,
    module: str = "",
    beside: Mapping[str, str] | None = None,
) -> Assignment:
    """Writes an assignment whose first task asks for this name, with the other task beside it.

    `module` is where the name is to be defined, if it is called otherwise; `honest` is its reference.
    """
    manifest = LIMITS + ATTACKED.format(module=module or name, name=name, points=points) + BYSTANDER
    return lay_out(root, manifest, {"1": tests, "2": TESTS}, {module or name: honest, "double": DOUBLE}, beside=beside)


def attack(module: str, source: str) -> Submission:
    """Work in which this module attacks, or does not, and the other task is right."""
    return handed_in({module: source, "double": DOUBLE})


def attacked_task(grade: Grade) -> TaskResult:
    """The task that was attacked, of a grade in which that cost its own points and nothing else."""
    attacked, other = grade.tasks
    assert [test.evidence.problem for task in grade.tasks for test in task.tests if test.evidence.problem] == []
    assert not grade.withheld, grade.problems
    assert attacked.score < attacked.max_score
    assert {test.outcome for test in attacked.tests} <= {Outcome.PASSED, Outcome.FAILED}
    assert other.score == 1.0
    return attacked
