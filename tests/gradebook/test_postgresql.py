"""The record of a class may lie in PostgreSQL: it is the same there, with one writer at a time wherever that one is."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import create_engine, text

from grader.assignment import Assignment
from grader.cli.launch import run
from grader.errors import UsageError
from grader.gradebook.adjusting import adjust
from grader.gradebook.store import STORE, Adjustment, AssignmentFacts, Record, RunFacts, Store, read_record
from grader.gradebook.store.address import ADDRESS, use_address
from grader.gradebook.store.known import Report, UnchangedWork
from grader.gradebook.store.new_rows import NewResult
from grader.gradebook.task_works import TaskWorks
from grader.intake import ClassEntry, HandInTime, Student
from grader.model import Ungraded
from tests.support.postgresql import running_server
from tests.support.sample_grades import perfect_grade
from tests.support.tiny import SOLUTION

MOMENT = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
GRADE = perfect_grade("ann")
FACTS = AssignmentFacts(
    slug=GRADE.assignment, title="T", tasks=tuple((task.id, task.title, task.max_score) for task in GRADE.tasks)
)
WORKS = TaskWorks({task.id: f"work of {task.id}" for task in GRADE.tasks})
DEPENDS = {task.id: f"tests of {task.id}" for task in GRADE.tasks}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with running_server() as address:
        yield address


@pytest.fixture(scope="module")
def numbers() -> Iterator[int]:
    return count(1)


@pytest.fixture
def address(server: str, numbers: Iterator[int]) -> str:
    """A schema of its own."""
    name = f"class{next(numbers)}"
    engine = create_engine(server.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    engine.dispose()
    return f"{server}&options=-csearch_path%3D{name}"


@pytest.fixture
def elsewhere(address: str, tmp_path: Path) -> Path:
    """A folder of results whose record lies there."""
    return folder_with(address, tmp_path / "elsewhere")


def folder_with(address: str, folder: Path) -> Path:
    folder.mkdir()
    use_address(folder, address)
    return folder


def live(folder: Path) -> Record:
    """Three runs over a class with hostile names, and what people change between them."""
    who = Student(name="Eve\0\udcff", number="1", group="red")
    entries = [
        ClassEntry("eve", folder, student=who, hand_in=HandInTime(at=MOMENT, late=True)),
        ClassEntry("ann", folder),
    ]
    for number in range(3):
        with Store(folder / STORE) as store:
            store.begin(FACTS, RunFacts(started_at=MOMENT.isoformat(), made_with="now", tasks=DEPENDS))
            store.enrol(entries, [Student(name="Cy")])
            if number == 1:
                assert store.digests() == {"ann": {GRADE.digest}}
                assert store.find("ann", GRADE.digest) == GRADE
                store.keep_all_unchanged([UnchangedWork("ann", GRADE.digest, arrived="as it was")])
                store.keep_all_unchanged([])
            else:
                known = store.known_tasks(["ann"]).get("ann", {})
                assert len(known) == (len(DEPENDS) if number else 0)
                store.keep_all([NewResult(GRADE, arrived="as it was", works=WORKS, known=known)])
            store.keep(Ungraded("eve", "It has a NUL: \0."))
            assert store.show(GRADE, date(2026, 12, 1), 1)
            assert not store.show(replace(GRADE, digest="sha256:other"), date(2026, 12, 1), 1)
            store.keep_reports([Report("ann", f"made of {number}", "content")])
            assert store.reports()["ann"].made_of == f"made of {number}"
            store.finish(MOMENT)
    with pytest.raises(UsageError, match="holds the grades of"), Store(folder / STORE) as store:
        store.begin(replace(FACTS, slug="another"), RunFacts(started_at="", made_with="now"))
    adjust(folder, [Adjustment(submission="ann", points=-1.0, reason="a\0slip", author="tutor")])
    found = read_record(folder / STORE)
    return replace(found, adjustments=tuple(replace(each, made_at="") for each in found.adjustments))


def test_a_class_has_the_same_record_there_as_in_a_file(elsewhere: Path, tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    there, in_a_file = live(elsewhere), live(tmp_path / "file")
    assert there == in_a_file
    assert there.grades == {"ann": GRADE}
    assert there.roster["eve"].student.name == "Eve\\x00\\udcff"
    assert not (elsewhere / STORE).exists()
    assert (elsewhere / ADDRESS).stat().st_mode & 0o077 == 0


def test_one_writes_at_a_time_from_whichever_folder_and_whoever_dies_holds_nothing(
    address: str, elsewhere: Path, tmp_path: Path
) -> None:
    other = folder_with(address, tmp_path / "other")
    code = (
        "import sys, time; from pathlib import Path; from grader.gradebook.store import Store\n"
        "with Store(Path(sys.argv[1])): print('open', flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code, other / STORE], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        with pytest.raises(UsageError, match="Another grader is writing"):
            Store(elsewhere / STORE).__enter__()
        process.kill()
    for _ in range(2):
        with Store(elsewhere / STORE):
            pass


def test_another_schema_is_another_class(server: str, elsewhere: Path, tmp_path: Path, address: str) -> None:
    assert server in address
    with (
        Store(elsewhere / STORE),
        Store(folder_with(f"{server}&options=-csearch_path%3Dpublic", tmp_path / "o") / STORE),
    ):
        pass


def test_a_week_of_commands_finds_the_record_by_the_folder(
    address: str, tiny: Assignment, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("ann", "bo"):
        (tmp_path / "class" / name).mkdir(parents=True)
        for file, source in SOLUTION.items():
            (tmp_path / "class" / name / file).write_text(source)
    out, again = tmp_path / "out", tmp_path / "again"
    bulk = [
        "bulk",
        str(tmp_path / "class"),
        "--workers",
        "1",
        "--isolation",
        "process",
        "--assignment",
        str(tiny.folder),
    ]
    assert run([*bulk, "--output", str(out), "--store", address]) == 0
    capsys.readouterr()
    assert run([*bulk, "--output", str(out)]) == 0
    assert "2 unchanged, 0 graded" in capsys.readouterr().out
    assert run(["adjust", str(out), "ann", "-1", "--reason", "a slip"]) == 0
    assert run(["drop", str(out), "test_shift", "--reason", "not taught", "--yes"]) == 0
    for command in ("show", "export", "course"):
        more = {
            "show": ["ann"],
            "export": ["--format", "plain", "--output", str(tmp_path / "e.csv")],
            "course": ["--output", str(tmp_path / "c")],
        }[command]
        assert run([command, str(out), *more]) == 0
    capsys.readouterr()
    assert run([*bulk, "--output", str(again), "--store", address]) == 0
    assert "2 unchanged, 0 graded" in capsys.readouterr().out, "on another machine, say"
    assert (again / "gradebook.csv").read_bytes() == (out / "gradebook.csv").read_bytes()
    assert not (out / STORE).exists()


def refusal(capsys: pytest.CaptureFixture[str], folder: Path, store: str, tiny: Assignment, place: Path) -> str:
    call = ["bulk", str(place), "--output", str(folder), "--store", store, "--assignment", str(tiny.folder)]
    assert run([*call, "--isolation", "process"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    return said


def test_what_cannot_be_used_is_said_in_a_sentence_and_no_password_is(
    server: str, address: str, tiny: Assignment, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "class"
    (place / "ann").mkdir(parents=True)
    (place / "ann" / "tiny_double.py").write_text(SOLUTION["tiny_double.py"])
    secret = server.replace("grader@", "grader:s3cret@")
    for number, (store, expected) in enumerate(
        (
            ("no address", "no address of a database"),
            ("nonsense://host/grades", "of a kind that SQLAlchemy does not know"),
            ("sqlite://", "give the path of a file"),
            (secret.replace("/postgres?", "/nowhere?"), 'database "nowhere" does not exist'),
            (secret.replace("pg-", "no-"), "see that it runs and lets you in"),
            (f"{secret}&options=-csearch_path%3Dnowhere", "no schema has been selected"),
        )
    ):
        said = refusal(capsys, tmp_path / f"out{number}", store, tiny, place)
        assert expected in said
        assert "s3cret" not in said
    engine = create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE grades (score int)"))
    engine.dispose()
    assert "is a database of something else" in refusal(capsys, tmp_path / "taken", address, tiny, place)


def test_a_folder_that_has_its_record_keeps_it_there(address: str, tmp_path: Path) -> None:
    with Store(tmp_path / STORE):
        pass
    with pytest.raises(UsageError, match=r"has its grades in grades.sqlite"):
        use_address(tmp_path, address)
    other = folder_with(address, tmp_path / "other")
    use_address(other, address)
    with pytest.raises(UsageError, match="has its grades elsewhere"):
        use_address(other, address.replace("class", "klass"))


def test_a_file_elsewhere_has_an_address_too(tmp_path: Path) -> None:
    folder = folder_with(f"sqlite:///{tmp_path}/kept/class.sqlite", tmp_path / "out")
    (tmp_path / "kept").mkdir()
    with Store(folder / STORE) as store:
        store.begin(FACTS, RunFacts(started_at="", made_with="now"))
        store.keep(GRADE)
        store.finish(MOMENT)
    assert read_record(folder / STORE).grades == {"ann": GRADE}
    assert (tmp_path / "kept" / "class.sqlite").stat().st_mode & 0o077 == 0
