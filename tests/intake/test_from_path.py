"""What lies at the path: told by its content, refused in one sentence that says what it is."""

import bz2
import gzip
import lzma
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.errors import SubmissionError
from grader.intake import read_submission

Files = Mapping[str, bytes]
Pack = Callable[[Files], Path]


def refusal(path: Path, assignment: Assignment) -> str:
    """The sentence that refuses a submission."""
    with pytest.raises(SubmissionError) as refused:
        read_submission(path, assignment)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert sentence.isprintable()
    return sentence


@pytest.mark.parametrize(
    "name, content, says",
    [
        ("work.7z", b"7z\xbc\xaf\x27\x1c\0\4", "is a 7z archive"),
        ("work.zip", b"Rar!\x1a\x07\x01\0", "is a rar archive"),
        ("work.zip", b"<!DOCTYPE html>\n<html>Log in</html>", "is a web page (HTML)"),
        ("work.zip", b"\n <HTML><body>", "is a web page (HTML)"),
        ("work.pdf", b"%PDF-1.7\n", "is a PDF document"),
        ("work.zip", b"Dear professor, my dog ate it.\n", "is a text file"),
        ("work.txt", b"def analyze_gradient_flow(): ...\n", "is a text file"),
        ("work.zip", b"", "is an empty file"),
        ("gradient_flow.py", b"", "is an empty file"),
        ("gradient_flow.py", b"%PDF-1.7\n", "is a PDF document"),
        ("work.zip", b"\x00\x01\x02\x03", "is a file of an unknown kind"),
        ("work.gz", gzip.compress(b"x = 1\n", mtime=0), "is a gzip-compressed file, and it does not contain a folder"),
        ("work.bz2", bz2.compress(b"x = 1\n"), "is a bzip2-compressed file, and it does not contain a folder"),
        ("work.xz", lzma.compress(b"x = 1\n"), "is an xz-compressed file, and it does not contain a folder"),
        ("work.tar.gz", gzip.compress(b"x" * 1000, mtime=0)[:-9], "damaged"),
        ("work.zip", b"PK\x03\x04" + b"\0" * 100, "damaged"),
        ("work.zip", b"PK\x05\x06" + b"\0" * 18, "nothing to grade"),
        ("tiny.ipynb", b'{"cells": [', "'tiny.ipynb' ends in the middle (line 1, column 12)"),
        (
            "other.ipynb",
            b'{"cells": []}',
            "'other.ipynb' defines nothing that is asked for: hand in tiny.ipynb or chain",
        ),
        ("strange.py", b"x = 1\n", "no module of the assignment"),
    ],
    ids=lambda value: value if isinstance(value, str) else repr(value[:9]),
)
def test_what_is_not_a_submission_is_named_for_what_it_is(
    assignment: Assignment, tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert says in refusal(path, assignment)


def test_a_missing_path_says_so(assignment: Assignment, tmp_path: Path) -> None:
    assert "'missing.zip' does not exist" in refusal(Path("missing.zip"), assignment)
    assert "does not exist" in refusal(tmp_path / "nul\0", assignment)


def test_a_link_is_refused_whatever_it_points_to(
    assignment: Assignment, solution: Files, as_folder: Pack, as_zip: Pack, tmp_path: Path
) -> None:
    for target in (as_folder(solution), as_zip(solution)):
        link = tmp_path / f"link-{target.name}"
        link.symlink_to(target)
        assert "is a link" in refusal(link, assignment)


def test_a_pipe_and_a_device_are_refused_without_being_opened(assignment: Assignment, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.zip")
    for path in (tmp_path / "pipe.zip", Path("/dev/zero")):
        assert "is neither a folder nor an ordinary file" in refusal(path, assignment)


def test_an_archive_over_the_limit_is_refused_unread(assignment: Assignment, tmp_path: Path) -> None:
    path = tmp_path / "big.zip"
    path.touch()
    os.truncate(path, (64 << 20) + 1)
    assert "has 67,108,865 bytes: a submission may have up to 64 MiB (67,108,864 bytes)" in refusal(path, assignment)


def test_a_zip_is_read_as_one_whatever_it_is_called(assignment: Assignment, solution: Files, as_zip: Pack) -> None:
    path = as_zip(solution)
    renamed = path.rename(path.with_suffix(".dat"))
    assert read_submission(renamed, assignment).files == solution


def test_a_hostile_name_is_shown_escaped_and_shortened(assignment: Assignment, tmp_path: Path) -> None:
    path = tmp_path / ("\u202e\x1b[2J" + "x" * 200 + ".zip")
    path.write_bytes(b"no zip")
    sentence = refusal(path, assignment)
    assert len(sentence) < 400
