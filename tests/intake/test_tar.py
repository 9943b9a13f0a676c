"""Tars: read member by member like zips, on every Python."""

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.errors import SubmissionError
from grader.intake import read_submission
from grader.intake.archive import collect_members
from grader.intake.file_types import FileType
from grader.intake.tar_members import decompress, tar_members
from grader.model import Submission

Files = Mapping[str, bytes]
Tar = Callable[[Files], bytes]


def collect(plain: bytes) -> Mapping[str, bytes]:
    """The files of a tar."""
    return collect_members(tar_members(plain)).files


def tar_of(*members: tarfile.TarInfo) -> bytes:
    """A tar of empty members."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for member in members:
            archive.addfile(member)
    return packed.getvalue()


def member(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    """An empty member of any type."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


@pytest.fixture
def read_tar(assignment: Assignment, tmp_path: Path) -> Callable[[bytes], Submission]:
    """Reads the bytes of a tar as a submission."""

    def read(plain: bytes) -> Submission:
        path = tmp_path / "jane.tar"
        path.write_bytes(plain)
        return read_submission(path, assignment)

    return read


@pytest.mark.parametrize("format", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_every_format_of_tar_is_read(solution: Files, format: int) -> None:  # noqa: A002 -- tarfile's own word
    work = {**solution, "d" * 60 + "/" + "n" * 90 + ".csv": b"1"}
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=format) as archive:
        archive.addfile(member("hw/", tarfile.DIRTYPE))
        for name, content in work.items():
            info = tarfile.TarInfo(f"./hw/{name}")
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    assert collect(packed.getvalue()) == {f"hw/{name}": content for name, content in work.items()}


@pytest.mark.parametrize(
    "kind, pack", [(FileType.GZIP, gzip.compress), (FileType.BZIP2, bz2.compress), (FileType.XZ, lzma.compress)]
)
def test_every_usual_compression_is_undone(
    solution: Files, tarred: Tar, kind: FileType, pack: Callable[[bytes], bytes]
) -> None:
    assert collect(decompress(pack(tarred(solution)), kind)) == solution


@pytest.mark.drawn(1)
@pytest.mark.parametrize(
    "kind, pack", [(FileType.GZIP, gzip.compress), (FileType.BZIP2, bz2.compress), (FileType.XZ, lzma.compress)]
)
def test_a_compressed_bomb_stops_at_the_limit(kind: FileType, pack: Callable[[bytes], bytes]) -> None:
    bomb = pack(bytes(1 << 20)) * 129  # all three formats allow one stream after the other
    assert len(bomb) < 1 << 20
    with pytest.raises(SubmissionError, match=r"unpacks to more than 128 MiB"):
        decompress(bomb, kind)


def test_a_tar_is_graded_on_every_python(
    assignment: Assignment, solution: Files, tarred: Tar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the standard reader has holes: it is never asked."""
    path = tmp_path / "jane.tar.gz"
    path.write_bytes(gzip.compress(tarred(solution)))
    monkeypatch.setattr(tarfile, "open", None)
    assert read_submission(path, assignment).files == solution


def test_what_other_programs_write_is_read() -> None:
    """A name before a folder in the header of an old one, sizes in base 256, and a signed checksum."""
    old = with_header(tar_of(member("old/")), 156, b"\0")
    assert collect(old) == {}
    plain = with_header(tar_of(member("x.csv")), 124, b"\x80" + bytes(10) + b"\x01")
    assert collect(plain[:512] + b"1" + bytes(511) + plain[512:]) == {"x.csv": b"1"}
    header = bytearray(tar_of(member("x" * 9))[:512])
    header[:9] = "café.csv".encode()
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % (sum(header) - 256 * 2)
    assert collect(bytes(header) + bytes(1024)) == {"café.csv": b""}


@pytest.mark.parametrize("name", ["../evil.py", "/etc/evil", "a/../../evil", "C:/evil"])
def test_a_name_that_leads_out_refuses_the_tar(tarred: Tar, name: str) -> None:
    with pytest.raises(SubmissionError, match="leads out of it"):
        collect(tarred({name: b"x"}))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE])
def test_a_link_of_either_kind_refuses_the_tar(read_tar: Callable[[bytes], Submission], kind: bytes) -> None:
    with pytest.raises(SubmissionError, match=r"has a link, 'x\.py'"):
        read_tar(tar_of(member("gradient_flow.py"), member("x.py", kind, target="gradient_flow.py")))


@pytest.mark.parametrize("kind", [tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, b"?"])
def test_special_members_are_ignored_with_a_note(kind: bytes) -> None:
    collected = collect_members(tar_members(tar_of(member("special", kind), member("x.csv"))))
    assert collected.files == {"x.csv": b""}
    assert collected.notes == ("Only ordinary files are read; ignored: 'special'.",)


def test_a_name_that_is_not_text_is_ignored_with_a_note() -> None:
    collected = collect_members(tar_members(tar_of(member("caf\udce9.csv"), member("x.csv"))))
    assert list(collected.files) == ["x.csv"]
    assert r"'caf\udce9.csv'" in collected.notes[0]


def with_header(plain: bytes, start: int, value: bytes, header_at: int = 0) -> bytes:
    """The tar with bytes of one of its headers replaced, and that header's checksum mended."""
    header = bytearray(plain[header_at : header_at + 512])
    header[start : start + len(value)] = value
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return plain[:header_at] + bytes(header) + plain[header_at + 512 :]


def test_a_negative_size_does_not_loop_forever(tarred: Tar) -> None:
    """Base-256 for -512 in the second header: its end is its own start, so the reader would never leave it."""
    plain = with_header(tarred({"a.csv": b"1", "b.csv": b"2"}), 124, b"\xff" * 10 + b"\xfe\x00", header_at=1024)
    with pytest.raises(SubmissionError, match="damaged"):
        collect(plain)


def test_a_sparse_giant_is_refused() -> None:
    """A GNU sparse member of 512 bytes that claims to be 1 TiB of zeros."""
    info = member("x.dat", tarfile.GNUTYPE_SPARSE)
    plain = with_header(tar_of(info), 483, b"\x80" + (1 << 40).to_bytes(11, "big"))
    with pytest.raises(SubmissionError, match=r"'x\.dat' is stored with holes"):
        collect(plain)


def test_a_damaged_header_in_the_middle_does_not_end_the_tar_quietly(tarred: Tar) -> None:
    plain = bytearray(tarred({"a.py": b"1", "b.py": b"2"}))
    plain[1024 + 10] ^= 1
    with pytest.raises(SubmissionError, match="damaged"):
        collect(bytes(plain))


def test_a_truncated_tar_is_damaged(tarred: Tar) -> None:
    with pytest.raises(SubmissionError, match="damaged"):
        collect(tarred({"a.py": b"x" * 2000})[:1500])
