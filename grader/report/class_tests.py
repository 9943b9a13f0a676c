"""The rows of a class -> how tasks and tests went, which mistakes were made, what to look at first. Trusted; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.feedback.words import CALL_STATUSES, capitalised, count_of, format_points, title_of
from grader.model import CallStatus, Outcome
from grader.report.class_findings import Findings, FoundMessage
from grader.report.class_marks import ALARMS, Numbers
from grader.report.class_row import ClassRow, TaskScore, TestMark
from grader.report.items import Item, alpha, analyse_items, table
from grader.report.links import LinkedStudent, link_of
from grader.sanitize import clean_line


@dataclass(frozen=True, kw_only=True)
class ItemView:
    """One test of the class. Undefined numbers are empty texts; `mark` belongs to the students who did not pass.

    `messages` are its messages to them.
    """

    mark: str
    title: str
    passed: int
    taken: int
    percent: int
    discrimination: str
    remark: str
    messages: tuple[FoundMessage, ...]


@dataclass(frozen=True, kw_only=True)
class TaskItems:
    """One task of the class with its tests; `percent` is the mean share of its points."""

    id: str
    title: str
    max_score: str
    percent: int
    full: int
    none: int
    taken: int
    tests: tuple[ItemView, ...]


@dataclass(frozen=True, kw_only=True)
class MisconceptionCount:
    """One known mistake, and the students who made it, with their `mark`."""

    mark: str
    title: str
    task: str
    percent: int
    students: tuple[LinkedStudent, ...]


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """A kind of ending to look at first, and the students whose calls ended so, with their `mark`."""

    mark: str
    what: str
    students: tuple[LinkedStudent, ...]


@dataclass(frozen=True, kw_only=True)
class ItemAnalysis:
    """All tasks with their tests, and how consistent these are."""

    tasks: tuple[TaskItems, ...]
    alpha: float | None


def item_analysis(rows: Sequence[ClassRow], numbers: Numbers, findings: Findings) -> ItemAnalysis:
    """Counts and correlates over the submissions that have a grade."""
    known: dict[tuple[str, str], TestMark] = {
        (task.id, test.name): test for row in rows for task in row.tasks for test in task.tests
    }
    taken = [{(task.id, test.name): test for task in row.tasks for test in task.tests} for row in rows]
    scores = table([[tests[key].score if key in tests else None for key in known] for tests in taken])
    if not known:
        return ItemAnalysis(tasks=tuple(_tasks(rows, {})), alpha=None)
    maximum = table([[test.max_score for test in known.values()]])[0]
    found = dict(zip(known, analyse_items(scores, maximum), strict=True))
    views: dict[str, list[ItemView]] = {}
    for key, item in found.items():
        outcomes = [tests[key].outcome for tests in taken if key in tests]
        view = _item_view(known[key], item, outcomes, numbers.test(*key), findings.get(key, ()))
        views.setdefault(key[0], []).append(view)
    return ItemAnalysis(tasks=tuple(_tasks(rows, views)), alpha=alpha(scores))


def mistakes(rows: Sequence[ClassRow], numbers: Numbers) -> tuple[MisconceptionCount, ...]:
    """The known mistakes of the class, the most frequent first."""
    found: dict[tuple[str, str], tuple[str, list[ClassRow]]] = {}
    for row in rows:
        made = {(task.id, name): title for task in row.tasks for test in task.tests for name, title in test.mistakes}
        for key, title in made.items():
            found.setdefault(key, (title, []))[1].append(row)
    ranked = sorted(found.items(), key=lambda entry: (-len(entry[1][1]), entry[0]))
    return tuple(
        MisconceptionCount(
            mark=numbers.mistake(task, name),
            title=capitalised(clean_line(title)),
            task=clean_line(task, 40),
            percent=_percent(len(students), len(rows)),
            students=tuple(LinkedStudent(link_of(row)) for row in students),
        )
        for (task, name), (title, students) in ranked
    )


def alarms(rows: Sequence[ClassRow]) -> tuple[Alarm, ...]:
    """Calls that did not end normally, by the kind of ending."""
    found = []
    for call_status in ALARMS:
        students = [LinkedStudent(link_of(row), where) for row in rows if (where := _where(row, call_status))]
        if students:
            found.append(Alarm(mark=call_status.value, what=CALL_STATUSES[call_status].short, students=tuple(students)))
    return tuple(found)


def _where(row: ClassRow, call_status: CallStatus) -> str:
    counts = {task.id: sum(test.call_status is call_status for test in task.tests) for task in row.tasks}
    found = [(clean_line(task, 40), count) for task, count in counts.items() if count]
    return ", ".join(f"{count_of(count, 'test')} of task {task}" for task, count in found)


def _tasks(rows: Sequence[ClassRow], views: Mapping[str, Sequence[ItemView]]) -> list[TaskItems]:
    by_id: dict[str, list[TaskScore]] = {}
    for row in rows:
        for task in (task for task in row.tasks if not task.awaited):
            by_id.setdefault(task.id, []).append(task)
    return [
        TaskItems(
            id=clean_line(id_, 40),
            title=clean_line(tasks[0].title),
            max_score=format_points(tasks[0].max_score),
            percent=_percent(sum(task.score for task in tasks), sum(task.max_score for task in tasks)),
            full=sum(task.score >= task.max_score for task in tasks),
            none=sum(task.score <= 0 for task in tasks),
            taken=len(tasks),
            tests=tuple(views.get(id_, ())),
        )
        for id_, tasks in by_id.items()
    ]


def _item_view(
    test: TestMark, item: Item, outcomes: Sequence[Outcome], mark: str, messages: tuple[FoundMessage, ...]
) -> ItemView:
    passed = outcomes.count(Outcome.PASSED)
    return ItemView(
        mark=mark,
        title=title_of(test.title, test.name),
        passed=passed,
        taken=len(outcomes),
        percent=round(100 * (item.difficulty or 0.0)),
        discrimination="" if item.discrimination is None else f"{item.discrimination:.2f}",
        remark=_remark(item, passed, len(outcomes)),
        messages=messages,
    )


def _remark(item: Item, passed: int, taken: int) -> str:
    if passed == taken:
        return "everybody passed"
    if not passed:
        return "nobody passed"
    if item.discrimination is not None and item.discrimination < 0:
        return "look at this test: it goes against the others"
    return ""


def _percent(part: float, whole: float) -> int:
    return round(100 * part / whole) if whole > 0 else 0
