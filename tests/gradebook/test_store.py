"""grades.sqlite keeps every grade whole and for good, for one writer at a time, and spares what it cannot read."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.errors import UsageError
from grader.gradebook.store import AssignmentFacts, RunFacts, Store, read_record
from grader.gradebook.store.new_rows import NewResult
from grader.gradebook.store.opening import only_writer
from grader.intake import ClassEntry, HandInTime, Student
from grader.model import Grade, Ungraded
from tests.support.first_format import write_first_format
from tests.support.sample_grades import perfect_grade, sample_grade

ASSIGNMENT = AssignmentFacts(slug="tiny", title="Tiny", tasks=(("1", "Double", 3.0), ("2", "Shift", 2.0)))
MOMENT = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)


@contextmanager
def run_of(file: Path, made_with: str = "now", *, finish: bool = True) -> Iterator[Store]:
    """A run that comes to its end, unless it is not to."""
    with Store(file) as store:
        store.begin(ASSIGNMENT, RunFacts(started_at=MOMENT.isoformat(), made_with=made_with))
        yield store
        if finish:
            store.finish(MOMENT)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "grades.sqlite"


def grades(file: Path) -> list[Grade]:
    return list(read_record(file).grades.values())


def test_a_grade_is_read_as_it_was_stored(file: Path) -> None:
    grade = sample_grade("ann")
    with run_of(file) as store:
        store.keep(grade)
    with run_of(file) as store:
        assert store.digests() == {"ann": {grade.digest}}
        assert store.find("ann", grade.digest) == grade


def rows(file: Path) -> dict[str, list[str]]:
    """All rows of all tables, in any order."""
    with closing(sqlite3.connect(file)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: sorted(map(repr, database.execute(f"SELECT * FROM {name}"))) for name in tables}  # noqa: S608 # names of ours


def test_what_is_kept_together_is_kept_as_one_by_one(file: Path) -> None:
    ann, bo = NewResult(sample_grade("ann"), arrived="a"), NewResult(perfect_grade("bo"), held_back="later")
    nothing = NewResult(Ungraded("cy", "There is nothing in it."))
    apart = file.with_name("apart.sqlite")
    for each in (file, apart):
        with run_of(each) as store:
            store.keep_all([ann])
    with run_of(file, made_with="later") as store:
        store.keep_all([nothing, bo, ann])  # ann's work is known, and bo's is new
    with run_of(apart, made_with="later") as store:
        for result in (ann, nothing, bo):
            store.keep_all([result])
    assert rows(file) == rows(apart)
    assert {len(rows(file)[name]) for name in ("grades", "results")} == {3, 4}


def test_what_is_kept_together_is_kept_whole_or_not_at_all(file: Path) -> None:
    ann, bo = NewResult(sample_grade("ann")), NewResult(perfect_grade("bo"))
    with run_of(file) as store:
        with pytest.raises(UsageError):
            store.keep_all([ann, bo, ann])  # which a run has once only
        assert store.digests() == {}
        store.keep_all([ann, bo])
    assert [grade.submission for grade in grades(file)] == ["ann", "bo"]


def test_no_grade_is_ever_overwritten(file: Path) -> None:
    first, second = perfect_grade("ann"), sample_grade("ann")
    for grade in (first, second, replace(first, digest="sha256:other")):
        with run_of(file) as store:
            store.keep(grade)
    with closing(sqlite3.connect(file)) as database:
        kept = list(database.execute("SELECT submission, digest, run, score FROM grades ORDER BY run"))
    assert kept == [
        ("ann", first.digest, 1, first.score),
        ("ann", second.digest, 2, second.score),
        ("ann", "sha256:other", 3, first.score),
    ]
    assert grades(file) == [replace(first, digest="sha256:other")]


def test_work_that_was_handed_in_before_has_its_grade_again(file: Path) -> None:
    first, second = perfect_grade("ann"), replace(sample_grade("ann"), digest="sha256:other")
    for grade in (first, second):
        with run_of(file) as store:
            store.keep(grade)
    with run_of(file) as store:
        assert store.digests() == {"ann": {first.digest, second.digest}}
        store.keep_unchanged("ann", first.digest)
    assert grades(file) == [first]


def test_a_grade_that_was_made_otherwise_is_not_found(file: Path) -> None:
    grade = perfect_grade("ann")
    with run_of(file, "then") as store:
        store.keep(grade)
    with run_of(file, "now") as store:
        assert store.digests() == {}
        with pytest.raises(KeyError):
            store.find("ann", grade.digest)


def test_the_last_run_is_what_it_ended_with(file: Path) -> None:
    with run_of(file) as store:
        store.keep(sample_grade("ann"))
        store.keep(sample_grade("bo"))
    assert [grade.submission for grade in grades(file)] == ["ann", "bo"]
    with run_of(file, finish=False) as store:
        store.keep_unchanged("ann", sample_grade("ann").digest)
    with pytest.raises(UsageError, match="no grades of a run that came to its end"):
        read_record(file)
    with run_of(file) as store:
        store.keep_unchanged("bo", sample_grade("bo").digest)
        store.keep(Ungraded("cy", "It is empty."))
    record = read_record(file)
    assert record.results() == [sample_grade("bo"), Ungraded("cy", "It is empty.")]


def test_the_order_in_which_grades_come_leaves_no_trace(tmp_path: Path) -> None:
    names = [f"student-{number}" for number in range(12)]
    for file, order in (("first", names), ("second", names[::-1])):
        (tmp_path / file).mkdir()
        with run_of(tmp_path / file / "grades.sqlite") as store:
            for name in order:
                store.keep(sample_grade(name, skill=len(name)))
    first, second = (tmp_path / file / "grades.sqlite" for file in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()


def test_works_that_were_shown_are_counted_by_day_each_once(file: Path) -> None:
    first, second, third = (replace(sample_grade("ann"), digest=f"sha256:{number}") for number in range(3))
    today, tomorrow = date(2026, 12, 1), date(2026, 12, 2)
    with run_of(file) as store:
        assert [store.show(grade, today, 2) for grade in (first, second, third)] == [True, True, False]
        assert store.show(replace(third, submission="bo"), today, 2), "another student's"
    with run_of(file) as store:
        assert store.show(first, today, 2), "what was shown once may be shown again"
        assert not store.show(third, today, 2)
        assert store.show(third, tomorrow, 2)
    with run_of(file, "then") as store:
        assert not store.show(first, today, 2), "made otherwise, it tells something else"


def test_the_record_contains_the_class_and_the_times_of_handing_in(file: Path) -> None:
    ada = Student(name="Ada", number="501", group="red")
    entry = ClassEntry(
        "Ada_501", file.parent, student=ada, hand_in=HandInTime(at=MOMENT, late=True), source_format="canvas"
    )
    with run_of(file) as store:
        store.enrol([entry, ClassEntry("ben", file.parent)], [Student(name="Cy")])
        store.keep(sample_grade("Ada_501"))
    record = read_record(file)
    assert record.roster["Ada_501"].student == ada
    assert record.roster["Ada_501"].source_format == "canvas"
    assert record.hand_ins == {"Ada_501": HandInTime(at=MOMENT, late=True)}
    assert [student.name for student in record.missing] == ["Cy"]
    with run_of(file) as store:
        store.enrol([entry])
    record = read_record(file)
    assert {name: member.status for name, member in record.roster.items()} == {
        "Ada_501": "handed in",
        "ben": "withdrawn",
    }


@pytest.mark.parametrize("students", [True, False])
def test_a_file_of_the_first_format_is_brought_to_the_present_one_with_all_that_was_in_it(
    file: Path, *, students: bool
) -> None:
    before = [perfect_grade("ann"), sample_grade("bo")]
    write_first_format(file, before, students=students)
    record = read_record(file)
    assert record.results() == before
    assert record.run.facts.grader == (before[0].provenance.grader if before[0].provenance else "")
    assert record.roster.keys() == ({"ann", "bo"} if students else set())
    with Store(file) as store:
        store.begin(replace(ASSIGNMENT, slug=before[0].assignment), RunFacts(started_at="", made_with="sha256:then"))
        assert store.digests() == {grade.submission: {grade.digest} for grade in before}
        assert store.show(before[0], date(2026, 12, 1), 0), "what was shown then may be shown again"
        store.finish(MOMENT)
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT count(*), min(run) FROM grades").fetchone() == (2, 1)


def test_a_run_of_the_first_format_that_did_not_end_has_not_ended_now(file: Path) -> None:
    write_first_format(file, [perfect_grade("ann")], finished=False)
    with pytest.raises(UsageError, match="no grades of a run that came to its end"):
        read_record(file)
    with Store(file) as store:
        store.begin(
            replace(ASSIGNMENT, slug=perfect_grade("ann").assignment), RunFacts(started_at="", made_with="sha256:then")
        )
        assert list(store.digests()) == ["ann"]


def test_a_file_that_is_damaged_or_of_something_else_is_named_and_left_as_it_is(file: Path) -> None:
    with run_of(file) as store:
        for number in range(40):
            store.keep(sample_grade(f"student-{number}"))
    whole = file.read_bytes()
    middle = len(whole) // 2
    for content in (
        b"no database",
        b"no database" * 1000,
        whole[:middle],
        whole[:4096] + b"\xff" * 8192 + whole[12288:],
    ):
        file.write_bytes(content)
        for use in (read_record, lambda file: Store(file).__enter__()):
            with pytest.raises(UsageError, match=r"is damaged.*left as it is"):
                use(file)
        assert file.read_bytes() == content
    file.unlink()
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE photographs (name TEXT)")
    content = file.read_bytes()
    with pytest.raises(UsageError, match="a database of something else"):
        Store(file).__enter__()
    assert file.read_bytes() == content


def test_a_file_of_a_newer_version_is_left_alone(file: Path) -> None:
    with run_of(file):
        pass
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE store_schema SET version = 99")
    for use in (read_record, lambda file: Store(file).__enter__()):
        with pytest.raises(UsageError, match="a newer version of the grader"):
            use(file)


def test_the_grades_of_another_assignment_are_refused(file: Path) -> None:
    with run_of(file) as store:
        store.keep(sample_grade("ann"))
    with Store(file) as store, pytest.raises(UsageError, match="holds the grades of 'tiny', and this is 'large'"):
        store.begin(replace(ASSIGNMENT, slug="large"), RunFacts(started_at="", made_with="now"))
    assert len(grades(file)) == 1


def test_two_cannot_write_at_once_and_a_process_that_dies_holds_nothing(file: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from grader.gradebook.store import Store\n"
        "with Store(Path(sys.argv[1])): print('open', flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code, file], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(UsageError, match="Another grader is writing into"):
            Store(file).__enter__()
        other.kill()
    with run_of(file) as store:
        store.keep(sample_grade("ann"))


def test_readers_are_not_kept_waiting(file: Path) -> None:
    with run_of(file) as store:
        store.keep(sample_grade("ann"))
    with only_writer(file.parent):
        assert len(grades(file)) == 1
