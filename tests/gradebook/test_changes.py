"""What changed from one run to the next is told for each student, with the reason, and nothing else is."""

from msgspec.structs import replace

from grader.gradebook.changes import changes_between, why_regraded
from grader.gradebook.store import RecordedRun, RunFacts
from grader.gradebook.store.reading import RecordedResult

FACTS = RunFacts(
    started_at="", made_with="m", assignment_digest="a", engine_digest="e", isolation="jailed", grader="1.0", seed="s"
)


def graded(name: str, score: float, digest: str = "d", run: int = 1) -> RecordedResult:
    return RecordedResult(submission=name, status="graded", digest=digest, graded_in=run, score=score)


def run(number: int, *results: RecordedResult, facts: RunFacts = FACTS) -> RecordedRun:
    return RecordedRun(number, facts, {result.submission: result for result in results})


def said(before: RecordedRun | None, now: RecordedRun) -> dict[str, str]:
    return {change.submission: f"{change.kind}: {change}" for change in changes_between(before, now)}


def test_a_first_run_changes_nothing_nor_does_one_with_nothing_new() -> None:
    first = run(1, graded("ann", 5.0), RecordedResult(submission="bo", status="no grade", reason="It is empty."))
    assert said(None, first) == {}
    assert said(first, replace(first, number=2)) == {}


def test_each_kind_of_change_is_told_with_points_and_reason() -> None:
    empty = RecordedResult(submission="eve", status="no grade", reason="It is empty.")
    before = run(1, graded("ann", 5.0), graded("bo", 3.0), graded("cy", 4.0), graded("dan", 2.0), graded("eve", 1.0))
    now = run(
        2, graded("ann", 5.0), graded("bo", 5.0, "other", 2), graded("dan", 2.5, run=2), graded("fay", 1.0), empty
    )
    now = replace(now, facts=replace(FACTS, made_with="n", assignment_digest="b"))
    assert said(before, now) == {
        "bo": "resubmitted: 3 → 5",
        "cy": "withdrawn: had 4",
        "dan": "regraded: 2 → 2.5, the tests, the reference or the limits changed",
        "eve": "no grade now: had 1, It is empty.",
        "fay": "new: 1",
    }


def test_why_something_was_graded_again_names_what_is_another() -> None:
    other = replace(FACTS, made_with="n", engine_digest="f", grader="1.1", isolation="process", seed="t")
    assert why_regraded(FACTS, other) == "grader 1.0 → 1.1 and isolation jailed → process and another seed"
    assert why_regraded(FACTS, replace(FACTS, engine_digest="f")) == "the grader changed"
    assert why_regraded(FACTS, FACTS) == "graded again as asked"
    tasks = replace(FACTS, assignment_digest="a2", tasks={"1": "x", "2": "y", "3": "z"})
    known = "the tests, the reference or the known mistakes of"
    for changed, said in (
        ({"2": "y2"}, f"{known} task 2 changed"),
        ({"1": "x2", "3": "z2"}, f"{known} tasks 1 and 3 changed"),
        ({}, "what is said of the tasks changed"),
        ({"1": "x2", "2": "y2", "3": "z2"}, "the tests, the reference or the limits changed"),
    ):
        now = replace(tasks, assignment_digest="b", tasks={**tasks.tasks, **changed})
        assert why_regraded(tasks, now) == said
    assert why_regraded(replace(FACTS, made_with=""), FACTS) == "graded before by an earlier version of the grader"


def test_the_points_of_a_withheld_grade_are_told_neither_before_nor_after_it() -> None:
    """It is graded at each run; if that is in vain again, nothing has changed."""
    held = replace(graded("eve", 3.0), status="withheld", reason="A test broke.")
    again = replace(held, graded_in=2)
    assert said(run(1, held), run(2, again)) == {}
    assert said(run(1, held), run(2, replace(again, reason="Another."))) == {"eve": "resubmitted: Another."}
    assert said(run(1, held), run(2, graded("eve", 4.0, run=2))) == {"eve": "resubmitted: 4"}
    assert said(run(1, graded("eve", 4.0)), run(2, again)) == {"eve": "no grade now: had 4, A test broke."}
    assert said(run(1, held), run(2)) == {"eve": "withdrawn: "}
    assert said(run(1), run(2, again)) == {"eve": "new: A test broke."}


def test_a_grade_after_a_run_without_one_is_a_resubmission() -> None:
    before = run(1, RecordedResult(submission="eve", status="no grade", reason="It is empty."))
    assert said(before, run(2, graded("eve", 4.0, run=2))) == {"eve": "resubmitted: 4"}
