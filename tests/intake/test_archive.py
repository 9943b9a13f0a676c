"""Zips: honest ones are read like folders; a hostile member refuses the whole, and nothing touches the disk."""

import stat
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.errors import SubmissionError
from grader.intake import limits, read_submission

Files = Mapping[str, bytes]
Pack = Callable[[Files], Path]
MIB = 1 << 20


@pytest.fixture
def zip_with(tmp_path: Path, solution: Files) -> Callable[..., Path]:
    """A zip of the solution and of one more member, which may be anything."""

    def write(name: str, content: bytes = b"x = 1\n", *, mode: int = 0, method: int = zipfile.ZIP_DEFLATED) -> Path:
        path = tmp_path / "jane.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for known, source in solution.items():
                archive.writestr(known, source)
            member = zipfile.ZipInfo("placeholder")
            member.filename = name  # past the constructor, which tidies names up
            member.external_attr = mode << 16
            archive.writestr(member, content, method)
        return path

    return write


def refusal(path: Path, assignment: Assignment) -> str:
    """The sentence that refuses an archive, of which nothing was put on the disk."""
    before = sorted(path.parent.iterdir())
    with pytest.raises(SubmissionError) as refused:
        read_submission(path, assignment)
    assert sorted(path.parent.iterdir()) == before
    return str(refused.value)


def test_an_ordinary_member_is_taken(assignment: Assignment, solution: Files, zip_with: Callable[..., Path]) -> None:
    path = zip_with("data/x.txt", b"1", mode=stat.S_IFREG | 0o6777)
    assert read_submission(path, assignment).files == {**solution, "data/x.txt": b"1"}


@pytest.mark.parametrize(
    "name",
    ["../evil.py", "a/../../evil.py", "a/..", "/etc/cron.d/evil", "C:/evil.py", "c:evil.py", "__MACOSX/../../evil"],
)
def test_a_name_that_leads_out_refuses_the_archive(
    assignment: Assignment, zip_with: Callable[..., Path], name: str
) -> None:
    assert f"leads out of it, '{name}'" in refusal(zip_with(name), assignment)


def test_backslashes_are_read_as_folders(assignment: Assignment, solution: Files, as_zip: Pack) -> None:
    """As some programs for Windows pack them, folders of their own included."""
    packed = {f"hw\\{name}": content for name, content in solution.items()}
    path = as_zip({"hw\\": b"", **packed, "hw\\data\\": b"", "hw\\data\\x.csv": b"1"})
    submission = read_submission(path, assignment)
    assert submission.files == {**solution, "data/x.csv": b"1"}
    assert submission.notes == ()


@pytest.mark.parametrize("name", ["..\\evil.py", "a\\..\\..\\evil.py", "\\\\server\\share", "\\evil.py", "C:\\evil.py"])
def test_a_backslash_that_leads_out_refuses_the_archive(
    assignment: Assignment, zip_with: Callable[..., Path], name: str
) -> None:
    assert "leads out of it" in refusal(zip_with(name), assignment)


def test_a_nul_in_a_name_refuses_the_archive(assignment: Assignment, zip_with: Callable[..., Path]) -> None:
    path = zip_with("gradientXflow.py")
    path.write_bytes(path.read_bytes().replace(b"gradientXflow", b"gradient\0flow"))
    assert r"'gradient\x00flow.py'" in refusal(path, assignment)


def test_a_link_refuses_the_archive(assignment: Assignment, zip_with: Callable[..., Path]) -> None:
    path = zip_with("gradient_flow_link.py", b"/etc/passwd", mode=stat.S_IFLNK | 0o777)
    assert "has a link, 'gradient_flow_link.py'" in refusal(path, assignment)


def test_links_in_what_is_ignored_anyway_do_not_matter(
    assignment: Assignment, solution: Files, zip_with: Callable[..., Path]
) -> None:
    """A virtual environment is packed with its links by many a file manager."""
    path = zip_with(".venv/bin/python", b"/usr/bin/python3", mode=stat.S_IFLNK | 0o777)
    assert read_submission(path, assignment).files == solution


def test_links_in_a_folder_that_nobody_grades_do_not_matter(
    assignment: Assignment, solution: Files, tmp_path: Path
) -> None:
    path = tmp_path / "jane.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in solution.items():
            archive.writestr(f"hw/{name}", content)
        link = zipfile.ZipInfo("env/lib/python3.12/site-packages/here")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc")
        link = zipfile.ZipInfo("other/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert read_submission(path, assignment).files == solution


@pytest.mark.parametrize("kind", [stat.S_IFIFO, stat.S_IFSOCK, stat.S_IFCHR, stat.S_IFBLK])
def test_special_members_are_ignored_with_a_note(
    assignment: Assignment, solution: Files, zip_with: Callable[..., Path], kind: int
) -> None:
    submission = read_submission(zip_with("special", mode=kind | 0o644), assignment)
    assert submission.files == solution
    assert submission.notes == ("Only ordinary files are read; ignored: 'special'.",)


def test_an_encrypted_member_refuses_the_archive(assignment: Assignment, zip_with: Callable[..., Path]) -> None:
    path = zip_with("secret.py")
    content = bytearray(path.read_bytes())
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 8] |= 1
    path.write_bytes(content)
    assert "'secret.py' is encrypted" in refusal(path, assignment)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_compression_that_cannot_be_bounded_refuses_the_archive(
    assignment: Assignment, zip_with: Callable[..., Path], method: int
) -> None:
    assert "'x.py' is compressed in an unusual way" in refusal(zip_with("x.py", method=method), assignment)


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")  # by the zip's writer, about what this test is about
def test_the_same_name_twice_is_refused_only_with_different_content(
    assignment: Assignment, solution: Files, zip_with: Callable[..., Path]
) -> None:
    again = zip_with("gradient_flow.py", solution["gradient_flow.py"])
    assert read_submission(again, assignment).files == solution
    other = zip_with("gradient_flow.py", b"other = 1\n")
    assert "has 'gradient_flow.py' twice" in refusal(other, assignment)


@pytest.mark.parametrize("name", ["Gradient_Flow.py", "GRADIENT_FLOW.PY"])
def test_an_archive_with_names_that_differ_only_in_case_is_refused(
    assignment: Assignment, solution: Files, zip_with: Callable[..., Path], name: str
) -> None:
    sentence = refusal(zip_with(name, solution["gradient_flow.py"]), assignment)
    assert f"has both 'gradient_flow.py' and '{name}'" in sentence


def test_an_archive_with_names_that_differ_only_in_unicode_form_is_refused(
    assignment: Assignment, solution: Files, as_zip: Pack
) -> None:
    assert "has both" in refusal(as_zip({**solution, "L\u00f6sung.csv": b"1", "Lo\u0308sung.csv": b"1"}), assignment)


def test_a_file_that_is_also_a_folder_refuses_the_archive(
    assignment: Assignment, solution: Files, as_zip: Pack
) -> None:
    assert "as a file too" in refusal(as_zip({**solution, "a": b"1", "A/b.csv": b"1"}), assignment)


def test_dots_and_double_slashes_in_names_mean_nothing(assignment: Assignment, solution: Files, as_zip: Pack) -> None:
    assert read_submission(as_zip({f"./hw//{name}": solution[name] for name in solution}), assignment).files == solution


def test_a_name_too_long_to_be_written_is_ignored_with_a_note(
    assignment: Assignment, solution: Files, zip_with: Callable[..., Path]
) -> None:
    submission = read_submission(zip_with("x" * 300 + ".csv"), assignment)
    assert submission.files == solution
    assert "too long" in submission.notes[0]


def test_the_one_archive_in_an_archive_is_opened_and_one_in_that_is_not(
    assignment: Assignment, solution: Files, as_zip: Pack
) -> None:
    inner = as_zip(solution).read_bytes()
    twice = as_zip({"hw/inner.zip": inner}).read_bytes()
    assert set(read_submission(as_zip({"hw/inner.zip": inner}), assignment).files) == set(solution)
    assert "another archive, 'hw/inner.zip': unpack it" in refusal(as_zip({"outer.zip": twice}), assignment)
    assert "another archive, 'a.zip' and 'b.zip'" in refusal(as_zip({"a.zip": inner, "b.zip": inner}), assignment)


def test_an_office_document_is_not_taken_for_an_archive(assignment: Assignment, solution: Files, as_zip: Pack) -> None:
    inner = as_zip(solution).read_bytes()
    assert "no module of the assignment" in refusal(as_zip({"essay.docx": inner}), assignment)


def test_a_bomb_of_data_stops_at_the_limit(assignment: Assignment, as_zip: Pack, solution: Files) -> None:
    path = as_zip({**solution, **{f"{number}.dat": bytes(33 * MIB) for number in range(2)}})
    assert path.stat().st_size < MIB
    assert "more than 64 MiB (67,108,864 bytes) in all" in refusal(path, assignment)


def test_a_module_over_the_limit_is_refused_with_its_size(
    assignment: Assignment, as_zip: Pack, solution: Files
) -> None:
    assert "'gradient_flow.py' has 3 MiB (3,145,728 bytes)" in refusal(
        as_zip({**solution, "gradient_flow.py": b"#" * (3 * MIB)}), assignment
    )


def test_overlapping_members_count_each_time(assignment: Assignment, tmp_path: Path) -> None:
    """Many names for one stretch of the file: the directory is copied, the data is there once."""
    path = tmp_path / "overlap.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.dat", bytes(40 * MIB))
    content = path.read_bytes()
    start, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    entry = content[start:end]
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 3, 3, 3 * len(entry), start, 0)
    path.write_bytes(content[:start] + 3 * entry + tail)
    assert refusal(path, assignment)


def test_a_size_that_lies_is_not_believed(assignment: Assignment, zip_with: Callable[..., Path]) -> None:
    path = zip_with("lie.dat", bytes(1000))
    content = bytearray(path.read_bytes())
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<L", 10)
    path.write_bytes(content)
    assert "damaged" in refusal(path, assignment)


def zip_of_entries(count: int, name: bytes) -> bytes:
    """A zip of nothing but a directory with so many entries of one name."""
    directory = (b"PK\x01\x02" + bytes(24) + struct.pack("<H", len(name)) + bytes(16) + name) * count
    return b"PK\x03\x04" + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0, 0, len(directory), 4, 0)


def test_more_entries_than_the_limit_are_refused_even_of_what_is_ignored(
    assignment: Assignment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a hundredth of the limits, since nothing depends on how large they are; as many are looked through."""
    assert (limits.LISTED, limits.ENTRIES) == (100_000, 50_000)
    monkeypatch.setattr("grader.intake.archive.LISTED", 1_000)
    monkeypatch.setattr("grader.intake.collect.ENTRIES", 500)
    path = tmp_path / "many.zip"
    path.write_bytes(zip_of_entries(1_001, b".git/x"))
    assert "more than 1,000 files" in refusal(path, assignment)
    path.write_bytes(zip_of_entries(501, b"x/"))
    assert "more than 500 files" in refusal(path, assignment)
    for entries in (zip_of_entries(1_000, b".git/x"), zip_of_entries(500, b"x/")):
        path.write_bytes(entries)
        assert "nothing to grade" in refusal(path, assignment)


def test_a_directory_too_long_to_be_honest_is_refused_before_it_is_parsed(
    assignment: Assignment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "many.zip"
    path.write_bytes(zip_of_entries(400_000, b".git/x"))
    monkeypatch.setattr(zipfile, "ZipInfo", None)  # parsing a single entry would fail
    assert "more than 100,000 files" in refusal(path, assignment)


def test_a_directory_of_as_many_entries_as_may_be_listed_is_read(assignment: Assignment, tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    path.write_bytes(zip_of_entries(limits.LISTED, b".git/" + b"n" * 60))
    assert "nothing to grade" in refusal(path, assignment)


def test_a_truncated_zip_is_damaged(assignment: Assignment, as_zip: Pack, solution: Files) -> None:
    path = as_zip(solution)
    path.write_bytes(path.read_bytes()[:-30])
    assert "damaged" in refusal(path, assignment)


def test_flipped_content_is_damaged(assignment: Assignment, zip_with: Callable[..., Path]) -> None:
    path = zip_with("x.csv", b"0123456789", method=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"0123456789", b"0123456780"))
    assert "damaged" in refusal(path, assignment)
