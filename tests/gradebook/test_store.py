"""grades.sqlite keeps grades whole, and finds them only where they would be the same again."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.assignment import Assignment
from grader.errors import UsageError
from grader.gradebook.store import Store, grades_of_last_run, made_with
from grader.model import Isolation
from tests.support.sample_grades import perfect_grade, sample_grade


def test_a_grade_comes_back_as_it_was(tmp_path: Path) -> None:
    grade = sample_grade("ann")
    with Store(tmp_path / "grades.sqlite", "now") as store:
        store.keep(perfect_grade("ann"))
        store.keep(grade)
    with Store(tmp_path / "grades.sqlite", "now") as store:
        assert store.digests() == {"ann": grade.digest}
        assert store.find("ann") == grade


def test_a_grade_that_was_made_otherwise_is_not_found(tmp_path: Path) -> None:
    with Store(tmp_path / "grades.sqlite", "then") as store:
        store.keep(perfect_grade("ann"))
    with Store(tmp_path / "grades.sqlite", "now") as store:
        assert store.digests() == {}
        with pytest.raises(KeyError):
            store.find("ann")


def test_the_last_run_is_what_it_ended_with(tmp_path: Path) -> None:
    file = tmp_path / "grades.sqlite"
    with Store(file, "now") as store:
        for name in ("ann", "bo"):
            store.keep(sample_grade(name))
        store.finish(["bo", "ann"])
        assert [grade.submission for grade in grades_of_last_run(file)] == ["ann", "bo"]
        store.begin()
        with pytest.raises(UsageError, match="no grades of a run that came to its end"):
            grades_of_last_run(file)
        store.finish(["bo"])
    assert grades_of_last_run(file) == [sample_grade("bo")]


def test_the_order_in_which_grades_come_leaves_no_trace(tmp_path: Path) -> None:
    names = [f"student-{number}" for number in range(12)]
    for file, order in (("first", names), ("second", names[::-1])):
        with Store(tmp_path / file, "now") as store:
            store.begin()
            for name in order:
                store.keep(sample_grade(name, skill=len(name)))
            store.finish(order)
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


def test_whatever_a_grade_depends_on_changes_what_it_is_made_with(own_tiny: Assignment) -> None:
    seen = [
        made_with(own_tiny, "seed", Isolation.PROCESS),
        made_with(own_tiny, "other", Isolation.PROCESS),
        made_with(own_tiny, "seed", Isolation.JAILED),
    ]
    assert made_with(own_tiny, "seed", Isolation.PROCESS) == seen[0]
    for file in (own_tiny.hidden_tests / "test_1.py", own_tiny.folder / "given.py"):
        file.write_text(file.read_text() + "\n")
        seen.append(made_with(own_tiny, "seed", Isolation.PROCESS))
    assert len(set(seen)) == 5


def test_works_that_were_shown_are_counted_by_day_each_once(tmp_path: Path) -> None:
    first, second, third = (replace(sample_grade("ann"), digest=f"sha256:{number}") for number in range(3))
    today, tomorrow = date(2026, 12, 1), date(2026, 12, 2)
    with Store(tmp_path / "grades.sqlite", "now") as store:
        assert [store.show(grade, today, 2) for grade in (first, second, third)] == [True, True, False]
        assert store.show(replace(third, submission="bo"), today, 2), "another student's"
    with Store(tmp_path / "grades.sqlite", "now") as store:
        assert store.show(first, today, 2), "what was shown once may be shown again"
        assert not store.show(third, today, 2)
        assert store.show(third, tomorrow, 2)
    with Store(tmp_path / "grades.sqlite", "then") as store:
        assert not store.show(first, today, 2), "made otherwise, it tells something else"
