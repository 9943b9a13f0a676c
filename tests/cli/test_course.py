"""Several assignments of a course side by side: everybody once, and nobody's points in another's line."""

import csv
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.cli.launch import run
from grader.gradebook.publish import publish
from grader.gradebook.store import STORE, AssignmentFacts, RunFacts, Store, read_record
from grader.intake import ClassEntry, Student
from grader.model import Grade, Ungraded
from tests.support.markup import read
from tests.support.sample_grades import perfect_grade, sample_grade

MOMENT = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
Works = Mapping[str, tuple[Student, Grade | Ungraded]]


def graded(folder: Path, works: Works, missing: Sequence[Student] = (), source_format: str = "canvas") -> str:
    """A folder of results of these works, as `grader bulk` leaves it."""
    folder.mkdir()
    facts = AssignmentFacts(slug=folder.name, title=f"Homework {folder.name}", tasks=(("1", "One", 100.0),))
    with Store(folder / STORE) as store:
        store.begin(facts, RunFacts(started_at=MOMENT.isoformat(), made_with="now"))
        store.enrol(
            [
                ClassEntry(name, Path(name), source_format=source_format, student=who)
                for name, (who, _) in works.items()
            ],
            missing,
        )
        for _, result in works.values():
            store.keep(result)
        store.finish(MOMENT)
    publish(folder, read_record(folder / STORE))
    return str(folder)


def lines(tmp_path: Path, *results: str) -> list[dict[str, str]]:
    assert run(["course", *results, "--output", str(tmp_path / "course")]) == 0
    with (tmp_path / "course" / "course.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def scores(found: Sequence[Mapping[str, str]]) -> list[tuple[str, ...]]:
    return [tuple(line[name] for name in ("student", "one", "two", "total")) for line in found]


ANN = Student(name="Ann Lee", email="ann@uni.example", number="7")
BO = Student(name="=Bo <b>", login="bo")
LU = Student(name="Lu Poe", email="lu@uni.example")


def test_everybody_is_one_line_by_address_login_or_number_with_the_points_that_count(tmp_path: Path) -> None:
    one = graded(
        tmp_path / "one",
        {"ann_7": (ANN, sample_grade("ann_7")), "bo": (BO, perfect_grade("bo"))},
        missing=[LU],
    )
    two = graded(
        tmp_path / "two",
        {
            "lee-ann": (Student(name="A. Lee", email="ANN@uni.example"), perfect_grade("lee-ann")),
            "b.o": (Student(login="BO"), Ungraded("b.o", "The archive is damaged.")),
            "lu": (LU, sample_grade("lu")),
        },
    )
    assert run(["adjust", one, "ann_7", "2.5", "--reason", "a slip"]) == 0
    found = lines(tmp_path, one, two)
    assert scores(found) == [
        ("'=Bo <b>", "100.0", "", "100.0"),
        ("Ann Lee", "75.0", "100.0", "175.0"),
        ("Lu Poe", "", "72.5", "72.5"),
    ]
    assert {line["max_total"] for line in found} == {"200.0"}
    page = (tmp_path / "course" / "course.html").read_text("utf-8")
    assert "=Bo &lt;b&gt;" in page
    for told in ("72.5 + 2.5: a slip", "The archive is damaged.", "nothing handed in"):
        assert told in page
    links = [value for name, value in read(page).attributes if name == "href" and value and value.endswith(".html")]
    assert links == ["./../one/_instructor/bo.html", *(
        f"./../{copy}" for copy in ("one/_instructor/ann_7.html", "two/_instructor/lee-ann.html",
                                    "two/_instructor/lu.html")
    )]  # fmt: skip
    assert all((tmp_path / "course" / link).is_file() for link in links)


def test_a_student_who_may_be_several_people_is_kept_apart(tmp_path: Path) -> None:
    same_name = Student(name="Kim Roe")
    shared = Student(name="Zoe", email="zoe@uni.example")
    one = graded(
        tmp_path / "one",
        {"k1": (same_name, perfect_grade("k1")), "z": (shared, perfect_grade("z")), "n": (ANN, perfect_grade("n"))},
    )
    two = graded(
        tmp_path / "two",
        {
            "k2": (same_name, sample_grade("k2")),
            "z": (shared, sample_grade("z")),
            "z-2": (shared, sample_grade("z-2")),
            "n": (Student(name="Ann Lee", number="7"), sample_grade("n")),
        },
        source_format="moodle",
    )
    assert scores(lines(tmp_path, one, two)) == [
        ("Ann Lee", "100.0", "", "100.0"),
        ("Ann Lee", "", "72.5", "72.5"),
        ("Kim Roe", "100.0", "", "100.0"),
        ("Kim Roe", "", "72.5", "72.5"),
        ("Zoe", "100.0", "", "100.0"),
        ("Zoe", "", "72.5", "72.5"),
        ("Zoe", "", "72.5", "72.5"),
    ]


def test_whom_one_class_has_twice_is_joined_with_nobody_of_a_later_one(tmp_path: Path) -> None:
    shared = Student(name="Zoe", email="zoe@uni.example")
    one = graded(tmp_path / "one", {"z": (shared, perfect_grade("z")), "z-2": (shared, perfect_grade("z-2"))})
    two = graded(tmp_path / "two", {"z": (shared, sample_grade("z"))})
    apart = ("Zoe", "100.0", "", "100.0")
    assert scores(lines(tmp_path, one, two)) == [apart, apart, ("Zoe", "", "72.5", "72.5")]


def test_folders_that_somebody_named_are_the_same_student_by_their_name(tmp_path: Path) -> None:
    one = graded(tmp_path / "one", {"ann": (Student(), perfect_grade("ann"))}, source_format="")
    two = graded(tmp_path / "two", {"ann": (Student(), sample_grade("ann"))}, source_format="")
    assert scores(lines(tmp_path, one, two)) == [("ann", "100.0", "72.5", "172.5")]


def test_one_assignment_twice_and_folders_without_grades_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = graded(tmp_path / "one", {"ann": (Student(), perfect_grade("ann"))})
    for results, said in (([one, one], "'one' is given twice"), ([str(tmp_path / "none")], "is not there")):
        assert run(["course", *results, "--output", str(tmp_path / "course")]) == 2
        assert said in " ".join(capsys.readouterr().err.split())
    assert not (tmp_path / "course").exists()
