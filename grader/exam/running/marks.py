"""What the marks of a hidden test say: its task, points and feedback level, and the tests it builds on. Trusted side;
knows pytest's items and runs none of them.
"""

import math
from collections.abc import Sequence
from pathlib import PurePath

import pytest

from grader.assignment import Assignment, Task
from grader.errors import AssignmentError
from grader.exam.running.item_checks import check_item
from grader.model import FeedbackLevel, Outcome, TestResult
from grader.toml_faults import nearest

MARKS = (
    "task(id): the task of the assignment that the tests of this file belong to",
    "points(n): how many points a test is worth; the tests of a task add up to its points",
    "feedback(level): how much the feedback may show: nothing, category, shape, inputs or values",
    "needs(*names): tests above this one that have to pass before it is run; without brackets all variants of a test",
    "call_seconds(n): what one call of this test may take, if different from the assignment's limit",
    "pure: answers depend only on the test's calls; equal calls are made once for all tests of the task",
)

_MARKS = pytest.StashKey[dict[str, pytest.Mark | None]]()
_TASK = pytest.StashKey[Task]()


def by_task(
    items: Sequence[pytest.Item], assignment: Assignment, *, complete: bool = True
) -> dict[str, list[pytest.Item]]:
    """The tests of each task, by its id, checked against the manifest; if not `complete`, only a part of them.

    Raises:
        AssignmentError: A mark is missing or invalid, or the points do not add up.
    """
    found: dict[str, list[pytest.Item]] = {task.id: [] for task in assignment.tasks}
    for item in items:
        check_item(item, place_of_test(item), assignment)
        found[task_of(item, assignment).id].append(item)
        points_of(item)
        feedback_level_of(item, assignment)
        call_seconds_of(item)
    for task in assignment.tasks if complete else ():
        check_needs(found[task.id])
        total = sum(points_of(item) for item in found[task.id])
        if not math.isclose(total, task.points):
            raise AssignmentError(f"The tests of task {task.id} give {total:g} points, where it has {task.points:g}.")
    return found


def task_of(item: pytest.Item, assignment: Assignment) -> Task:
    """The task that a test belongs to, found once, since each run asks several times. Raises AssignmentError."""
    if _TASK not in item.stash:
        item.stash[_TASK] = _found_task(item, assignment)
    return item.stash[_TASK]


def _found_task(item: pytest.Item, assignment: Assignment) -> Task:
    tasks = {task.id: task for task in assignment.tasks}
    wanted = _argument(item, "task", f"the id of a task: {', '.join(map(repr, tasks))}")
    if wanted not in tasks:
        raise AssignmentError(f"{place_of_test(item)} has a mark `task({wanted!r})`: the tasks are {', '.join(tasks)}.")
    return tasks[str(wanted)]


def points_of(item: pytest.Item) -> float:
    """How many points a test is worth. Raises AssignmentError."""
    points = _argument(item, "points", "how many points it is worth")
    if isinstance(points, bool) or not isinstance(points, int | float) or not 0 <= points < math.inf:
        raise AssignmentError(f"{place_of_test(item)} has a mark `points({points!r})`: it takes a number, 0 or more.")
    return float(points)


def feedback_level_of(item: pytest.Item, assignment: Assignment) -> FeedbackLevel:
    """How much the feedback on a test may show: by its mark, its task or its assignment. Raises AssignmentError."""
    if _closest(item, "feedback") is None:
        return task_of(item, assignment).feedback or assignment.manifest.feedback
    level = _argument(item, "feedback", f"one of {', '.join(FeedbackLevel)}")
    if level not in list(FeedbackLevel):
        raise AssignmentError(
            f"{place_of_test(item)} has a mark `feedback({level!r})`: it takes one of {', '.join(FeedbackLevel)}."
        )
    return FeedbackLevel(str(level))


def call_seconds_of(item: pytest.Item) -> float | None:
    """How much processor time one call of a test may take, if it has a limit of its own. Raises AssignmentError."""
    if _closest(item, "call_seconds") is None:
        return None
    seconds = _argument(item, "call_seconds", "how much processor time one call may take")
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 < seconds < math.inf:
        raise AssignmentError(
            f"{place_of_test(item)} has a mark `call_seconds({seconds!r})`: it takes a number above 0."
        )
    return float(seconds)


def _argument(item: pytest.Item, name: str, what: str) -> object:
    """The one argument of a mark, which has to be there. Raises AssignmentError."""
    mark = _closest(item, name)
    if mark is None or len(mark.args) != 1 or mark.kwargs:
        how = "needs a mark" if mark is None else "needs one argument in its mark"
        raise AssignmentError(f"{place_of_test(item)} {how} `{name}`, with {what}.")
    found: object = mark.args[0]
    return found


def _closest(item: pytest.Item, name: str) -> pytest.Mark | None:
    """The nearest mark with this name, looked for once: a test keeps its marks, and runs for every submission."""
    found = item.stash.setdefault(_MARKS, {})
    if name not in found:
        found[name] = item.get_closest_marker(name)
    return found[name]


def place_of_test(item: pytest.Item) -> str:
    """How an author finds a test: its name, file and line."""
    file, line, _ = item.location
    return f"{item.name} ({PurePath(file).name}, line {(line or 0) + 1})"


def is_pure(item: pytest.Item) -> bool:
    """Whether equal calls of tests are made once, each from its beginning, and share the answers."""
    return _closest(item, "pure") is not None


def name_of(item: pytest.Item) -> str:
    """The name of a test in results."""
    return item.name


def docstring_title(item: pytest.Item) -> str:
    """The first line of the test's docstring: what the student reads as its name."""
    function = getattr(item, "function", None)
    return (getattr(function, "__doc__", None) or item.name).strip().splitlines()[0].rstrip(".")


def unmet(item: pytest.Item, results: Sequence[TestResult]) -> str:
    """The title of a test that this one builds on and that did not pass, or nothing. `results` are those so far."""
    return next((result.title for result in needed_results(item, results) if result.outcome is not Outcome.PASSED), "")


def needed_results(item: pytest.Item, results: Sequence[TestResult]) -> list[TestResult]:
    """The results, among those so far, of the tests that this one builds on."""
    needs = _needs(item)
    return [result for result in results if any(_means(need, result.name) for need in needs)]


def check_needs(items: Sequence[pytest.Item]) -> None:
    """Checks the `needs` marks of a task against its tests. Raises AssignmentError."""
    above: list[str] = []
    for item in items:
        for need in _needs(item):
            if not any(_means(need, name) for name in above):
                there = {name.partition("[")[0] for name in above}
                meant = nearest(need, there, "above it are") if there else "none is above it."
                raise AssignmentError(
                    f"{place_of_test(item)} needs {need}, and no test above it in its task has that name: {meant}"
                )
        above.append(item.name)


def _needs(item: pytest.Item) -> list[str]:
    return [str(name) for mark in item.iter_markers("needs") for name in mark.args]


def _means(need: str, name: str) -> bool:
    return need in (name, name.partition("[")[0])
