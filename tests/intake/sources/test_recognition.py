"""What a class is taken for, what is refused, and what an instructor can say about it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.errors import SubmissionError, UsageError
from grader.intake import ClassEntry, read_class, read_entry, refuse_class
from grader.intake.sources import registry
from grader.intake.sources.records import FileOwner, SourceFormat, Student
from grader.intake.sources.tree import Tree
from tests.support.packing import PACKINGS, Files, Read
from tests.support.platform_forms import ADA, BEN, BUILDERS, Person, canvas, folders, moodle

EVE = Person("Eve", "Moneypenny", 1003, "em003")


def everybody(source_format: str, solution: Files, *people: Person) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for who in people:
        files |= BUILDERS[source_format](who, solution)
    return files


@pytest.mark.parametrize("source_format", [each for each in BUILDERS if each not in {"folders", "prefixed"}])
def test_a_class_is_never_graded_as_one(
    assignment: Assignment, solution: Files, tmp_path: Path, source_format: str
) -> None:
    several = PACKINGS["folder"](everybody(source_format, solution, ADA, BEN), tmp_path / "several")
    one = PACKINGS["folder"](everybody(source_format, solution, ADA), tmp_path / "one")
    with pytest.raises(UsageError, match="2 students: grade a class with `grader bulk`"):
        refuse_class(several, assignment)
    refuse_class(one, assignment)


def test_folders_and_archives_of_several_are_never_graded_as_one(
    assignment: Assignment, solution: Files, tmp_path: Path, zipped: Callable[[Files], bytes]
) -> None:
    class_of_three = PACKINGS["zip"](everybody("folders", solution, ADA, BEN, EVE), tmp_path / "three")
    archives = PACKINGS["folder"]({f"{name}.zip": zipped(solution) for name in "ab"}, tmp_path / "archives")
    for several in (class_of_three, archives):
        with pytest.raises(UsageError, match="grade a class with `grader bulk"):
            refuse_class(several, assignment)
    own = {**solution, "src/util.py": b"", "tests/test_flow.py": b"", "lib/a.py": b"", "data.zip": zipped({"a": b""})}
    for packing in PACKINGS:
        refuse_class(PACKINGS[packing](own, tmp_path / "own"), assignment)
    refuse_class(tmp_path / "nothing here", assignment)


@pytest.mark.parametrize("packing", PACKINGS)
def test_the_work_of_one_is_never_graded_as_a_class(read: Read, solution: Files, packing: str) -> None:
    with pytest.raises(UsageError, match=r"work of one student.*grader grade"):
        read({**solution, "helpers.py": b"", "data/a.csv": b""}, packing)
    with pytest.raises(UsageError, match=r"work of one student, for 'tiny.ipynb' lies at its top"):
        read({"tiny.ipynb": b"{}"}, packing, "other")


def test_a_folder_around_the_class_is_looked_through_and_one_around_a_student_is_not(
    read: Read, graded: Callable[[ClassEntry], set[str]], solution: Files
) -> None:
    nested = {f"term/hw/{path}": content for path, content in folders(ADA, solution).items()}
    nested |= {f"term/hw/{path}": content for path, content in folders(BEN, solution).items()}
    assert [entry.id for entry in read(nested).entries] == ["Bitdiddle_Ben", "Lovelace_Ada"]
    alone = {f"ada/{path}": content for path, content in {**solution, "tests/test_a.py": b""}.items()}
    (entry,) = read(alone, name="alone").entries
    assert (entry.id, graded(entry) >= set(solution)) == ("ada", True)


def test_files_without_an_owner_are_listed_with_the_reason(read: Read, solution: Files) -> None:
    seen = read(
        folders(ADA, solution) | {"README.md": b"", "handout.pdf": b"%PDF-", "essay.docx": b"PK", "a.gdoc": b""}
    )
    reasons = {stray.path: stray.reason for stray in seen.strays}
    assert sorted(reasons) == ["README.md", "a.gdoc", "essay.docx", "handout.pdf"]
    assert reasons["handout.pdf"] == "a PDF document"
    assert "does not say whose it is" in reasons["README.md"]


def test_wrong_suffixes_are_a_reason_and_hidden_ones_are_none(
    read: Read, graded: Callable[[ClassEntry], set[str]], solution: Files
) -> None:
    files = {"ada/work.txt": b"def f(): ...", "ben/notes.md": b"", "ben/page.html": b""}
    files |= {f"eve/{path}.txt": content for path, content in solution.items()} | {"fay.ipynb.json": b"{}"}
    ada, ben, eve, fay = read(files).received
    assert "'work.txt' is neither a module (.py) nor a notebook (.ipynb)" in ada.entry.problem
    assert {unused.reason for unused in ben.unused} == {"neither a module (.py) nor a notebook (.ipynb)", "a web page"}
    assert graded(eve.entry) >= set(solution)
    assert (fay.entry.id, fay.entry.problem) == ("fay", "")


def test_a_form_can_be_named_and_what_does_not_fit_it_is_said(read: Read, solution: Files) -> None:
    files = moodle(ADA, solution) | moodle(BEN, solution)
    assert [entry.id for entry in read(files, source_format="plain").entries] == [
        "Ada_Lovelace_1001_assignsubmission_file", "Ben_Bitdiddle_1002_assignsubmission_file",
    ]  # fmt: skip
    with pytest.raises(UsageError, match="is named as in a Canvas download"):
        read(files, source_format="canvas", name="second")
    with pytest.raises(UsageError, match="--source-format edmodo is not known: give one of blackboard, brightspace"):
        read(files, source_format="edmodo", name="third")


def test_a_pattern_groups_what_no_form_knows(
    read: Read, graded: Callable[[ClassEntry], set[str]], solution: Files
) -> None:
    files = {f"ILIAS/{name} {turn} {path}": b"" for name in ("ada", "ben") for turn in "12" for path in solution}
    files |= {f"ILIAS/{name} 3 {path}": content for name in ("ada", "ben") for path, content in solution.items()}
    seen = read(files | {"ILIAS/x": b""}, student_pattern=r"ILIAS/(?P<student>\w+) (?P<attempt>\d) (?P<file>.+)")
    assert [entry.id for entry in seen.entries] == ["ada", "ben"]
    assert all(graded(entry) == set(solution) for entry in seen.entries)
    assert [[attempt.called for attempt in each.earlier] for each in seen.received] == [["1", "2"], ["1", "2"]]
    assert [stray.path for stray in seen.strays] == ["ILIAS/x"]


@pytest.mark.parametrize("pattern", ["(", "x", "(?P<who>.)", "(?P<student>.)(?P<score>.)"])
def test_a_pattern_that_tells_no_student_is_refused(read: Read, solution: Files, pattern: str) -> None:
    with pytest.raises(UsageError, match="--student-pattern"):
        read(folders(ADA, solution), student_pattern=pattern)


def test_one_hostile_name_costs_itself_and_not_the_class(
    read: Read, graded: Callable[[ClassEntry], set[str]], solution: Files
) -> None:
    hostile = {
        "../../escaped_1009_88_x.py": b"",
        "/absolute_1009_89_x.py": b"",
        "C:\\drive_1009_90_x.py": b"",
        f"{'long' * 80}_1009_91_x.py": b"",
    }
    seen = read(canvas(ADA, solution) | canvas(BEN, {**solution, "..": b"", "x\x1b[2J.py": b""}) | hostile)
    assert {entry.student.number for entry in seen.entries} == {"1001", "1002", "1009"}
    assert all(graded(entry) >= set(solution) for entry in seen.entries if entry.student.number != "1009")
    assert len(seen.strays) == 3
    assert "leads out of the archive" in seen.strays[0].reason


@pytest.mark.parametrize(
    ("source_format", "hostile"),
    [
        ("canvas", "assignsubmission_file_x.py"),
        ("canvas", "x_attempt_2026-03-03-23-59-01_y.py"),
        ("folders", "timestamp.txt"),
    ],
)
def test_one_name_does_not_decide_what_the_class_is_taken_for(
    read: Read, graded: Callable[[ClassEntry], set[str]], solution: Files, source_format: str, hostile: str
) -> None:
    honest = read(everybody(source_format, solution, ADA, BEN, EVE), name="honest")
    seen = read(
        everybody(source_format, solution, ADA, BEN) | everybody(source_format, {**solution, hostile: b""}, EVE)
    )
    assert seen.title == honest.title
    assert [entry.id for entry in seen.entries] == [entry.id for entry in honest.entries]
    assert all(graded(entry) >= set(solution) for entry in seen.entries)


def test_a_name_that_is_not_text_costs_a_file_and_no_student(
    read: Read, graded: Callable[[ClassEntry], set[str]], solution: Files, tmp_path: Path
) -> None:
    place = PACKINGS["folder"](folders(ADA, solution), tmp_path / "class")
    (place / "Lovelace Ada" / "src" / "caf\udce9.csv").write_bytes(b"")
    (place / "Lovelace Ada").rename(place / "Andr\udce9")
    seen = read(folders(BEN, solution), "folder")
    assert [graded(entry) for entry in seen.entries] == [set(solution)] * 2
    assert [entry.id for entry in seen.entries] == ["Andr", "Bitdiddle_Ben"]


def test_links_are_refused_by_name_and_never_followed(
    read: Read, assignment: Assignment, solution: Files, tmp_path: Path
) -> None:
    place = PACKINGS["folder"](folders(ADA, solution), tmp_path / "class")
    (place / "ben").symlink_to(place / "Lovelace Ada")
    (place / "Lovelace Ada" / "secret.txt").symlink_to("/etc/hostname")
    ada, ben = read({}, "folder").entries
    assert {part.found.kind for part in ada.parts} >= {"link"}
    assert "secret.txt" not in read_entry(ada, assignment).files
    with pytest.raises(SubmissionError, match="'ben' is a link"):
        read_entry(ben, assignment)


def test_a_bomb_in_the_archive_of_the_class_costs_its_owner(
    read: Read, assignment: Assignment, graded: Callable[[ClassEntry], set[str]], solution: Files
) -> None:
    seen = read(
        canvas(ADA, solution) | {"bitdiddleben_1002_88_data.csv": bytes(65 << 20), "bitdiddleben_1002_89_a.py": b""}
    )
    ben, ada = seen.entries
    assert graded(ada) == set(solution)
    with pytest.raises(SubmissionError, match="may have up to 64 MiB"):
        read_entry(ben, assignment)


@pytest.mark.parametrize(
    "content", [b"", b"no archive", b"PK\x03\x04 damaged", b"\x1f\x8b damaged", b"Rar!\x1a\x07\x00"]
)
def test_what_is_not_a_class_at_all_is_a_usage_error(assignment: Assignment, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "class.zip"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=r"class\.zip' (?:cannot be read as a class|is damaged)"):
        read_class(path, assignment, tmp_path)


class Ilias:
    """A format as somebody else would add it: one class."""

    name = "ilias"
    title = "ILIAS download"

    def recognises(self, tree: Tree) -> bool:
        """By the folders."""
        return all(folder.startswith("ilias_") for folder in tree.top_folders)

    def file_owners(self, tree: Tree):  # type: ignore[no-untyped-def] # noqa: ANN201 # as somebody else would write it
        """By the folders."""
        for path in tree.files:
            folder, _, file = path.partition("/")
            yield path, FileOwner(key=folder, who=Student(login=folder.removeprefix("ilias_")), file=file)


class Broken:
    """A format that lacks everything."""


def test_a_format_of_somebody_elses_is_one_class(read: Read, solution: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"ilias_{name}/{path}": content for name in ("ada", "ben") for path, content in solution.items()}
    assert read(files).title == "Class folder"

    class Point:
        """An entry point, as the standard library gives it."""

        name, value = "ilias", "somewhere:Ilias"

        def __init__(self, made: type) -> None:
            self._made = made

        def load(self) -> type:
            return self._made

    monkeypatch.setattr(registry, "entry_points", lambda group: [Point(Ilias)] if group == "grader.sources" else [])
    seen = read(files, name="second")
    assert (seen.title, [entry.id for entry in seen.entries]) == ("ILIAS download", ["ada", "ben"])
    monkeypatch.setattr(registry, "entry_points", lambda group: [Point(Broken)] if group else [])
    with pytest.raises(UsageError, match=r"The format ilias of somewhere:Ilias cannot be used"):
        read(files, name="third")


def test_every_form_has_a_name_and_a_title_of_its_own() -> None:
    known: list[SourceFormat] = list(registry.sources())
    assert len({each.name for each in known}) == len({each.title for each in known}) == len(known) >= 11
