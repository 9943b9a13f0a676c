"""Whatever the bytes of an archive are, reading it ends in a submission or in one sentence, never in anything else."""

import io
import tarfile
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.assignment import Assignment
from grader.errors import SubmissionError
from grader.intake import read_submission
from grader.intake.archive import collect_members
from grader.intake.collect import CollectedFiles
from grader.intake.members import ArchiveMember
from grader.intake.tar_members import tar_members
from grader.intake.zip_members import zip_members
from grader.model import Submission

quick = settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
pieces = st.sampled_from(
    ["..", ".", "", "a", "A", "é", "e\u0301", "C:", "x.py", "gradient_flow.py", ".git", "\n", "\\"]
)
hostile_names = st.one_of(
    st.lists(pieces, min_size=1, max_size=4).map("/".join),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20),
)
members = st.lists(st.tuples(hostile_names, st.binary(max_size=20), st.integers(0, 0xFFFF)), max_size=5)
damage = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=8)


def damaged(content: bytes, changes: list[tuple[int, int]], length: int) -> bytes:
    """The bytes with some of them overwritten, and cut to a length."""
    changed = bytearray(content)
    for position, value in changes:
        changed[position % len(changed)] = value
    return bytes(changed[: len(changed) - length % len(changed)] if length else changed)


def zip_of(files: list[tuple[str, bytes, int]]) -> bytes:
    """A zip of members, each with its name, content and mode bits."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content, mode in files:
            info = zipfile.ZipInfo("placeholder")
            info.filename, info.external_attr = name, mode << 16
            archive.writestr(info, content)
    return packed.getvalue()


def refusal(read: Callable[[], object]) -> str:
    """The sentence that reading was refused with, or nothing."""
    try:
        read()
    except SubmissionError as refused:
        return str(refused)
    return ""


def assert_safe_or_refused(members_read: Iterator[ArchiveMember]) -> None:
    """What comes out can be written below any folder without leaving it or overwriting itself."""
    collected: list[CollectedFiles] = []
    sentence = refusal(lambda: collected.append(collect_members(members_read)))
    assert sentence.isprintable()
    for each in collected:
        keys = [unicodedata.normalize("NFC", path).casefold() for path in each.files]
        assert len(set(keys)) == len(keys)
        assert not any({"", ".", ".."} & set(path.split("/")) for path in each.files)
        assert not any(char == "\\" or unicodedata.category(char) == "Cc" for path in each.files for char in path)
        assert all(note.isprintable() for note in each.notes)


def assert_read_or_refused(content: bytes, assignment: Assignment) -> None:
    """A file of these bytes is a submission, or one printable sentence says why not."""
    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        file.write(content)
        file.flush()
        read: list[Submission] = []
        sentence = refusal(lambda: read.append(read_submission(Path(file.name), assignment)))
    assert read or sentence.endswith(".")
    assert sentence.isprintable()
    assert all(submission.files or submission.problems for submission in read)


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")  # by the zip's writer, about what this test is about
@given(members)
@quick
def test_any_names_and_modes_in_a_zip_give_safe_paths_or_a_refusal(files: list[tuple[str, bytes, int]]) -> None:
    assert_safe_or_refused(zip_members(zip_of(files)))


@given(damage, st.integers(0, 200))
@quick
def test_a_zip_with_any_damage_is_read_or_refused(
    solution: Mapping[str, bytes], assignment: Assignment, changes: list[tuple[int, int]], cut: int
) -> None:
    content = damaged(zip_of([(name, source, 0) for name, source in solution.items()]), changes, cut)
    assert_read_or_refused(content, assignment)


@given(
    st.sampled_from(
        [b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08", b"BZh91AY&SY", b"\xfd7zXZ\0", b"x" * 257 + b"ustar", b""]
    ),
    st.binary(max_size=600),
)
@quick
def test_any_bytes_after_any_mark_are_read_or_refused(assignment: Assignment, mark: bytes, rest: bytes) -> None:
    assert_read_or_refused(mark + rest, assignment)


@given(st.lists(st.tuples(hostile_names, st.sampled_from(b"01234567xgLKSVD")), max_size=5), damage)
@quick
def test_a_tar_with_any_names_types_and_damage_is_read_or_refused(
    files: list[tuple[str, int]], changes: list[tuple[int, int]]
) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name, kind in files:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = bytes([kind]), "x"
            archive.addfile(info)
    content = damaged(packed.getvalue(), [(position % 4096, value) for position, value in changes], 0)
    assert_safe_or_refused(tar_members(content))
