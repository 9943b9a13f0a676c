"""Zips that no program makes by mistake: what they say of themselves is not believed, and the refusal is a sentence."""

import struct
import unicodedata
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.assignment import Assignment
from grader.errors import SubmissionError
from grader.intake import read_submission
from grader.intake.archive import collect_members
from grader.intake.zip_members import zip_members

SOURCE = b"def demonstrate():\n    return 1\n"
LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


def member(name: bytes, content: bytes, **lies: int) -> tuple[bytes, bytes]:
    """A stored member's local part and its entry in the directory; `lies` change what they say."""
    says = {"crc": zlib.crc32(content), "packed": len(content), "size": len(content), "flags": 0, "method": 0,
            "offset": 0, "names": len(name), "extra": 0, "attributes": 0, **lies}  # fmt: skip
    common = struct.pack(
        "<HHHHIIIHH", says["flags"], says["method"], 0, 0x21, says["crc"], says["packed"], says["size"], says["names"],
        says["extra"],
    )  # fmt: skip
    local = LOCAL + struct.pack("<H", 20) + common + name + content
    entry = CENTRAL + struct.pack("<HH", 20, 20) + common
    return local, entry + struct.pack("<HHHII", 0, 0, 0, says["attributes"], says["offset"]) + name


def packed(*members: tuple[bytes, bytes], **lies: int) -> bytes:
    """A zip of these parts; `lies` change what its end says of the directory."""
    locals_, entries = b"".join(local for local, _ in members), b"".join(entry for _, entry in members)
    says = {"disk": 0, "count": len(members), "length": len(entries), "start": len(locals_), "comment": 0, **lies}
    end = struct.pack(
        "<HHHHIIH", says["disk"], says["disk"], says["count"], says["count"], says["length"], says["start"],
        says["comment"],
    )  # fmt: skip
    return locals_ + entries + END + end


def honest() -> bytes:
    return packed(member(b"chain_rule_basics.py", SOURCE))


def overlapping() -> bytes:
    """Many entries that all point at the same compressed bytes, each of which unpacks to a megabyte."""
    bomb = zlib.compress(bytes(8 << 20), 9, -15)
    crc = zlib.crc32(bytes(8 << 20))
    lies = {"method": 8, "crc": crc, "packed": len(bomb), "size": 8 << 20}
    local, _ = member(b"a.txt", bomb, **lies)
    entries = [member(b"%d.txt" % number, bomb, **lies)[1] for number in range(500)]
    return packed((local, b"".join(entries)), count=500)


def bomb_that_lies() -> bytes:
    """Two hundred megabytes that claim to be ten bytes."""
    content = zlib.compress(bytes(200 << 20), 9, -15)
    return packed(member(b"chain_rule_basics.py", content, method=8, size=10, crc=zlib.crc32(b"x")))


def zip64(field: bytes) -> bytes:
    """Sizes in a zip64 field that is as given."""
    local, entry = member(b"chain_rule_basics.py", SOURCE, packed=0xFFFF_FFFF, size=0xFFFF_FFFF, extra=len(field))
    return packed((local, entry + field))


def many_names(count: int) -> bytes:
    """As many empty files as asked; the number at its end is as large as can be said."""
    return packed(*[member(b"d/%d.txt" % number, b"") for number in range(count)], count=min(count, 0xFFFF))


ZIPS: dict[str, Callable[[], bytes]] = {
    "empty": packed,
    "no end": lambda: honest()[:-22],
    "half an end": lambda: honest()[:-9],
    "nothing but an end": lambda: END + bytes(18),
    "end in the middle": lambda: honest()[-22:] + honest(),
    "two ends": lambda: honest() + packed(count=1, length=46, start=0),
    "more entries than there are": lambda: packed(member(b"a.py", SOURCE), count=65_535),
    "fewer entries than there are": lambda: packed(member(b"a.py", SOURCE), member(b"b.py", SOURCE), count=1),
    "directory beyond the end": lambda: packed(member(b"a.py", SOURCE), start=1 << 30),
    "directory before the start": lambda: packed(member(b"a.py", SOURCE), length=1 << 30),
    "directory of gigabytes": lambda: packed(member(b"a.py", SOURCE), length=0xFFFF_FFFE, start=0),
    "many disks": lambda: packed(member(b"a.py", SOURCE), disk=7),
    "comment beyond the end": lambda: packed(member(b"a.py", SOURCE), comment=65_535),
    "member beyond the end": lambda: packed(member(b"a.py", SOURCE, offset=1 << 30)),
    "member in the directory": lambda: packed(member(b"a.py", SOURCE, offset=60)),
    "size too large": lambda: packed(member(b"a.py", SOURCE, size=1 << 31)),
    "packed size too large": lambda: packed(member(b"a.py", SOURCE, packed=1 << 31)),
    "size too small": lambda: packed(member(b"a.py", SOURCE, size=3)),
    "wrong checksum": lambda: packed(member(b"a.py", SOURCE, crc=1)),
    "longer name": lambda: packed(member(b"a.py", SOURCE, names=60_000)),
    "longer extra field": lambda: packed(member(b"a.py", SOURCE, extra=60_000)),
    "garbage for deflate": lambda: packed(member(b"a.py", b"\xff" * 40, method=8)),
    "bzip2": lambda: packed(member(b"a.py", b"BZh9" + SOURCE, method=12)),
    "lzma": lambda: packed(member(b"a.py", SOURCE, method=14)),
    "unknown method": lambda: packed(member(b"a.py", SOURCE, method=99)),
    "encrypted": lambda: packed(member(b"a.py", SOURCE, flags=1)),
    "strongly encrypted": lambda: packed(member(b"a.py", SOURCE, flags=0x41)),
    "link": lambda: packed(member(b"a.py", b"/etc/passwd", attributes=0o120777 << 16)),
    "device": lambda: packed(member(b"a.py", b"", attributes=0o020666 << 16)),
    "overlapping bombs": overlapping,
    "bomb that lies": bomb_that_lies,
    "zip64 without its field": lambda: zip64(b""),
    "zip64 that is cut off": lambda: zip64(struct.pack("<HHQ", 1, 16, 30)),
    "zip64 of exabytes": lambda: zip64(struct.pack("<HHQQ", 1, 16, 1 << 62, 1 << 62)),
    "zip64 of its own length": lambda: zip64(struct.pack("<HHQQ", 1, 60_000, 30, 30)),
    "a hundred thousand files": lambda: many_names(100_000),
    "zip in a zip": lambda: packed(member(b"work.zip", honest())),
    "not utf-8": lambda: packed(member(b"\xff\xfe\x80.py", SOURCE, flags=0x800)),
}  # fmt: skip


def outcome(content: bytes, path: Path, assignment: Assignment) -> str:
    """What intake says: the sentence of its refusal, or nothing for a submission."""
    path.write_bytes(content)
    try:
        submission = read_submission(path, assignment)
    except SubmissionError as refused:
        return str(refused)
    assert submission.files or submission.problems
    assert all(note.isprintable() for note in submission.notes)
    return ""


@pytest.mark.drawn(16)
@pytest.mark.parametrize("name", ZIPS)
def test_a_zip_that_lies_is_read_or_refused_with_a_sentence(name: str, assignment: Assignment, tmp_path: Path) -> None:
    sentence = outcome(ZIPS[name](), tmp_path / "jane.zip", assignment)
    assert sentence.isprintable()
    assert sentence == "" or sentence.endswith(".")


@pytest.mark.drawn(4)
@pytest.mark.parametrize(
    "name",
    ["overlapping bombs", "bomb that lies", "zip64 of exabytes", "a hundred thousand files", "link", "encrypted",
     "member beyond the end", "wrong checksum", "garbage for deflate"],
)  # fmt: skip
def test_nothing_of_a_bomb_or_a_lie_is_taken(name: str, assignment: Assignment, tmp_path: Path) -> None:
    assert outcome(ZIPS[name](), tmp_path / "jane.zip", assignment)


def test_an_honest_zip_made_the_same_way_is_read(assignment: Assignment, tmp_path: Path) -> None:
    (tmp_path / "jane.zip").write_bytes(honest())
    assert read_submission(tmp_path / "jane.zip", assignment).files["chain_rule_basics.py"] == SOURCE


@pytest.mark.drawn(12)
@pytest.mark.parametrize(
    "name",
    [b"../../etc/cron.d/x", b"/etc/passwd", b"C:\\x.py", b"..\\..\\x.py", b"a/../../x.py", b"a\0b.py",
     b"\\\\host\\x.py", b"x" * 60_000, b"a/" * 20_000 + b"x.py",
     b"a" * 300 + b".py", b"CON", b"NUL.py", b"x.py.", b"x.py ", b"-rf.py",
     b"\x1b[2J.py", b"a\nb.py", b"$(id).py", b"~/x.py", b".", b"..", b"./x.py", b"", b"/", b"//", b"__pycache__/x.py",
     "\u202eyp.x".encode(), "ﬁle.py".encode(), "e\u0301.py".encode()],
    ids=lambda name: ascii(name[:20]),
)  # fmt: skip
def test_a_name_from_hell_leads_nowhere(name: bytes, assignment: Assignment, tmp_path: Path) -> None:
    content = packed(member(name, SOURCE, flags=0x800), member(b"chain_rule_basics.py", SOURCE, offset=30 + len(name)
                                                                + len(SOURCE)))  # fmt: skip
    assert outcome(content, tmp_path / "jane.zip", assignment).isprintable()
    try:
        files = collect_members(zip_members(content)).files
    except SubmissionError:
        return
    for path in files:
        assert (tmp_path / path).resolve().is_relative_to(tmp_path)
        assert not any(unicodedata.category(char) == "Cc" for char in path)


@given(data=st.data())
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_lie_in_any_field_is_read_or_refused(data: st.DataObject, assignment: Assignment, tmp_path: Path) -> None:
    numbers = st.integers(0, 0xFFFF) | st.sampled_from([0, 1, 0xFFFF])
    large = st.integers(0, 0xFFFF_FFFF) | st.sampled_from([0, 30, 0xFFFF_FFFF, 1 << 31])
    lies = data.draw(
        st.fixed_dictionaries(
            {},
            optional={"crc": large, "packed": large, "size": large, "offset": large, "attributes": large,
                      "flags": numbers, "method": numbers, "names": numbers, "extra": numbers},
        )
    )  # fmt: skip
    ends = data.draw(
        st.fixed_dictionaries(
            {}, optional={"count": numbers, "length": large, "start": large, "comment": numbers, "disk": numbers}
        )
    )
    content = packed(member(b"chain_rule_basics.py", SOURCE, **lies), member(b"b.py", SOURCE), **ends)
    cut = data.draw(st.integers(0, 40))
    assert outcome(content[: len(content) - cut], tmp_path / "jane.zip", assignment).isprintable()
