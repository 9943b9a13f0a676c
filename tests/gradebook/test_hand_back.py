"""Reports go back to their own students, in the format that a platform takes, and nothing goes back but reports."""

import zipfile
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.errors import UsageError
from grader.gradebook.hand_back.formats import RETURNS
from grader.gradebook.hand_back.service import hand_back
from grader.gradebook.publish import publish
from grader.gradebook.store import AssignmentFacts, RunFacts, Store, read_record
from grader.intake import ClassEntry, Student
from grader.intake.sources.tree import EntryKind, FilePart, TreeEntry
from grader.model import Ungraded
from tests.support.sample_grades import sample_grade, withheld_grade

MOMENT = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)


def entry(name: str, student: Student, source_format: str, file: str = "") -> ClassEntry:
    found = TreeEntry(kind=EntryKind.FILE, location=file)
    parts = (FilePart(name="x.py", source=Path("x"), found=found),) if file else ()
    return ClassEntry(name, Path("x"), parts=parts, student=student, source_format=source_format)


CANVAS = (
    entry(
        "Ada_501",
        Student(name="Ada Love_lace", number="501", email="ada@uni.example"),
        "canvas",
        "adal_LATE_501_77_x.py",
    ),
    entry("Ben_502", Student(name="Ben", number="502"), "canvas", "ben_502_78_x-1.py"),
)
MOODLE = tuple(replace(each, source_format="moodle") for each in CANVAS)


def results_of(folder: Path, entries: tuple[ClassEntry, ...] = CANVAS) -> Path:
    """Results of two with a grade, one whose grade is withheld, one with none, and one that is held back."""
    facts = AssignmentFacts(slug="multilayer_chain_rule", title="Chain rule", tasks=(("1.1", "One", 15.0),))
    (folder / "out").mkdir()
    with Store(folder / "out" / "grades.sqlite") as store:
        store.begin(facts, RunFacts(started_at=MOMENT.isoformat(), made_with="now"))
        others = [
            entry(name, Student(name=name, number=name), entries[0].source_format) for name in ("mei", "noah", "lu")
        ]
        store.enrol([*entries, *others])
        for name in (each.id for each in entries):
            store.keep(sample_grade(name))
        store.keep(withheld_grade("mei"))
        store.keep(Ungraded("noah", "It is empty."))
        store.keep(sample_grade("lu"), "It is too early.")
        store.finish(MOMENT)
    publish(folder / "out", read_record(folder / "out" / "grades.sqlite"))
    return folder / "out"


def report(results: Path, name: str) -> bytes:
    return (results / name / "report.html").read_bytes()


def test_canvas_gets_each_report_under_the_name_of_a_file_that_it_handed_out(tmp_path: Path) -> None:
    results = results_of(tmp_path)
    made = hand_back(results, RETURNS.find("canvas-zip"), tmp_path / "canvas.zip")
    with zipfile.ZipFile(tmp_path / "canvas.zip") as archive:
        assert archive.namelist() == ["adal_LATE_501_77_report.html", "ben_502_78_report.html"]
        assert archive.read("ben_502_78_report.html") == report(results, "Ben_502")
    assert (made.students, sorted(made.left_out)) == (2, ["lu", "mei", "noah"])


def test_moodle_gets_folders_as_its_importer_reads_them(tmp_path: Path) -> None:
    results = results_of(tmp_path, MOODLE)
    hand_back(results, RETURNS.find("moodle-zip"), tmp_path / "moodle.zip")
    with zipfile.ZipFile(tmp_path / "moodle.zip") as archive:
        assert archive.namelist() == [
            "Ada Love lace_501_assignsubmission_file/report.html",
            "Ben_502_assignsubmission_file/report.html",
        ]
    for name in archive.namelist():
        assert name.split("_")[1].isdecimal(), "where the importer looks for the number"


def test_a_draft_goes_to_each_address_with_the_report_attached(tmp_path: Path) -> None:
    results = results_of(tmp_path)
    made = hand_back(results, RETURNS.find("mail"), tmp_path / "mail")
    assert [path.name for path in (tmp_path / "mail").iterdir()] == ["Ada_501.eml"]
    assert made.left_out["Ben_502"] == "has no address"
    message = message_from_bytes((tmp_path / "mail" / "Ada_501.eml").read_bytes(), policy=policy.default)
    assert (message["To"], message["Subject"]) == ("ada@uni.example", "Chain rule: your report")
    (attached,) = message.iter_attachments()
    assert attached.get_content() == report(results, "Ada_501").decode()
    body = message.get_body(("plain",))
    assert body is not None
    assert "72.5 of 100 points" in body.get_content()


@pytest.mark.parametrize(
    "email", ["a@b.example\nBcc: all@b.example", "a b@c.example", "a@b@c", "<a@b>", "a,b@c.example"]
)
def test_no_address_of_a_roster_writes_another_line_of_a_draft(email: str, tmp_path: Path) -> None:
    ada, ben = CANVAS
    entries = (
        replace(ada, student=replace(ada.student, email=email)),
        replace(ben, student=Student(email="b@c.example")),
    )
    hand_back(results_of(tmp_path, entries), RETURNS.find("mail"), tmp_path / "mail")
    assert [path.name for path in (tmp_path / "mail").iterdir()] == ["Ben_502.eml"]


def test_a_site_gives_each_an_address_that_nobody_guesses_and_that_stays(tmp_path: Path) -> None:
    results, site = results_of(tmp_path), tmp_path / "site"
    first = hand_back(results, RETURNS.find("site"), site)
    assert hand_back(results, RETURNS.find("site"), site).addresses == first.addresses
    assert sorted(path.name for path in site.iterdir()) == sorted(
        [*first.addresses.values(), "index.html", "robots.txt"]
    )
    assert all(len(address) == 32 for address in first.addresses.values())
    assert (site / first.addresses["Ben_502"] / "index.html").read_bytes() == report(results, "Ben_502")
    top = (site / "index.html").read_text()
    assert not [name for pair in first.addresses.items() for name in pair if name in top]
    private = results / "_instructor" / "addresses.csv"
    assert private.stat().st_mode & 0o077 == 0
    with Store(results / "grades.sqlite") as store:  # the next run: Ada withdrew
        facts = AssignmentFacts(slug="multilayer_chain_rule", title="Chain rule", tasks=(("1.1", "One", 15.0),))
        store.begin(facts, RunFacts(started_at=MOMENT.isoformat(), made_with="now"))
        store.enrol(CANVAS[1:])
        store.keep_unchanged("Ben_502", sample_grade("Ben_502").digest)
        store.finish(MOMENT)
    hand_back(results, RETURNS.find("site"), site)
    assert not (site / first.addresses["Ada_501"]).exists()
    assert (site / first.addresses["Ben_502"]).exists()


@pytest.mark.parametrize("return_format", RETURNS.names)
def test_nothing_goes_back_but_what_students_may_read(return_format: str, tmp_path: Path) -> None:
    results = results_of(tmp_path, MOODLE if return_format == "moodle-zip" else CANVAS)
    output = tmp_path / "returned"
    made = hand_back(results, RETURNS.find(return_format), output)
    written = [output.read_bytes()] if output.is_file() else [f.read_bytes() for f in output.rglob("*") if f.is_file()]
    assert not [content for content in written if b"Instructor's copy" in content]
    assert set(made.left_out) >= {"lu", "mei", "noah"}


def test_an_output_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    results = results_of(tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "private.txt").touch()
    for return_format, output, said in (
        ("canvas-zip", tmp_path / "full", "is a folder"),
        ("site", results, "holds the results"),
        ("site", tmp_path, "holds the results"),
        ("mail", tmp_path / "full", "is not empty"),
        (
            "moodle-zip",
            tmp_path / "x.zip",
            "everybody has no Moodle number or has no report that may be handed out",
        ),
    ):
        with pytest.raises(UsageError, match=said):
            hand_back(results, RETURNS.find(return_format), output)
    assert not (tmp_path / "x.zip").exists()
