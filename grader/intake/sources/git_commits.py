"""The time of the current commit of a Git clone, read from its files. Trusted side; runs no Git.

A clone's own settings can make Git run programs, so only its objects are read: loose ones or those in a pack, and only
as much as a commit needs. If that does not work, there is no time. The time is from the clock of the machine that made
the commit.
"""

import re
import zlib
from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from grader.intake.folder import open_regular

_COMMIT = 1 << 16
_INDEX = 64 << 20
_PACKS = 64
_CHAIN = 50
_BY_NAME_COSTS = 10
"""The cost of a base by name, in steps of the chain: it is searched in all packs, though rarely in another one."""
_MAGIC = b"\xfftOc\x00\x00\x00\x02"
_FANOUT = 8 + 4 * 256
_LARGE = 1 << 31
_WHOLE, _BY_OFFSET, _BY_NAME = 1, 6, 7
_REF = re.compile(r"ref: (refs/[\w./@+-]{1,200})\s*")
_NAME = re.compile(r"(?:[0-9a-f]{40}|[0-9a-f]{64})")
_COMMITTER = re.compile(rb"^committer [^\n]*> (\d{1,11}) [+-]\d{4}$", re.MULTILINE)


def commit_time(clone: Path) -> datetime | None:
    """The time of a clone's current commit, or None if it is unknown."""
    repository = clone / ".git"
    try:
        content = _commit(repository, _head(repository))
    except (OSError, ValueError, IndexError, zlib.error):
        return None
    found = _COMMITTER.search(content.partition(b"\n\n")[0])
    return datetime.fromtimestamp(int(found[1]), UTC) if found else None


def _head(repository: Path) -> str:
    """The name of the commit. Raises ValueError if there is none."""
    said = _read(repository, "HEAD").decode("ascii")
    ref = _REF.fullmatch(said)
    if ref is None:
        return _named(said)
    if ".." in ref[1]:
        raise ValueError(ref[1])
    try:
        return _named(_read(repository, ref[1]).decode("ascii"))
    except FileNotFoundError:
        packed = _read(repository, "packed-refs", _INDEX).decode("ascii", "replace")
        lines = (line.split(" ") for line in packed.splitlines())
        return _named(next((line[0] for line in lines if line[1:] == [ref[1]]), ""))


def _named(said: str) -> str:
    if _NAME.fullmatch(said.strip()) is None:
        raise ValueError(said[:100])
    return said.strip()


def _commit(repository: Path, name: str) -> bytes:
    """The text of a commit. Raises ValueError or OSError if it does not exist."""
    try:
        loose = _read(repository, f"objects/{name[:2]}/{name[2:]}")
    except FileNotFoundError:
        return _packed(repository, bytes.fromhex(name), _CHAIN)
    kind, _, content = _inflated(loose).partition(b"\0")
    if not kind.startswith(b"commit "):
        raise ValueError(name)
    return content


class _Entry(Struct, frozen=True):
    """An entry of a pack: its kind, the position of its base, if it has one, and its content."""

    kind: int
    base: int | bytes
    content: bytes


def _packed(repository: Path, name: bytes, depth: int) -> bytes:
    """A commit from the pack that contains it."""
    for index in _indexes(repository):
        if (offset := _offset(_read(repository, f"objects/pack/{index}", _INDEX), name)) is not None:
            return _unpacked(repository, f"objects/pack/{index.removesuffix('idx')}pack", offset, depth)
    raise ValueError(name.hex())


def _indexes(repository: Path) -> Iterator[str]:
    folder = _inside(repository, "objects/pack")
    yield from sorted(path.name for path in folder.glob("pack-*.idx"))[:_PACKS]


def _offset(index: bytes, name: bytes) -> int | None:
    """The position of an object in the pack of this index, in version 2 of the format."""
    if not index.startswith(_MAGIC):
        return None
    count, size = int.from_bytes(index[_FANOUT - 4 : _FANOUT]), len(name)
    names = range(_FANOUT, _FANOUT + count * size, size)
    found = bisect_left(names, name, key=lambda at: index[at : at + size])
    if found == count or index[names[found] : names[found] + size] != name:
        return None
    table = _FANOUT + count * (size + 4)
    offset = int.from_bytes(index[table + 4 * found : table + 4 * found + 4])
    if offset < _LARGE:
        return offset
    large = table + 4 * count + 8 * (offset - _LARGE)
    return int.from_bytes(index[large : large + 8])


def _unpacked(repository: Path, pack: str, offset: int, depth: int) -> bytes:
    """The commit at a position of a pack, reconstructed from its base if it is stored as a difference."""
    if depth <= 0:
        raise ValueError(pack)
    entry = _entry(_read(repository, pack, _COMMIT, offset), len(_head(repository)) // 2)
    if entry.kind == _WHOLE:
        return entry.content
    if isinstance(entry.base, bytes):
        return _applied(_packed(repository, entry.base, depth - _BY_NAME_COSTS), entry.content)
    return _applied(_unpacked(repository, pack, offset - entry.base, depth - 1), entry.content)


def _entry(data: bytes, name_size: int) -> _Entry:
    kind, at = (data[0] >> 4) & 7, 1
    while data[at - 1] & 0x80:
        at += 1
    base: int | bytes = b""
    if kind == _BY_NAME:
        base, at = data[at : at + name_size], at + name_size
    elif kind == _BY_OFFSET:
        base, more = data[at] & 0x7F, data[at] & 0x80
        while more and base < _LARGE << 32:
            at += 1
            base, more = ((base + 1) << 7) | (data[at] & 0x7F), data[at] & 0x80
        at += 1
    elif kind != _WHOLE:
        raise ValueError(kind)
    return _Entry(kind, base, _inflated(data[at:]))


def _applied(base: bytes, edits: bytes) -> bytes:
    """A base with a difference applied."""
    at = _after_number(edits, _after_number(edits, 0))
    made = bytearray()
    while at < len(edits) and len(made) <= _COMMIT:
        step, at = edits[at], at + 1
        if step & 0x80:
            told = [bit for bit in range(7) if step & (1 << bit)]
            numbers = {bit: edits[at + place] for place, bit in enumerate(told)}
            at += len(told)
            start = sum(numbers.get(bit, 0) << (8 * bit) for bit in range(4))
            size = sum(numbers.get(bit, 0) << (8 * (bit - 4)) for bit in range(4, 7)) or 1 << 16
            made += base[start : start + size]
        else:
            made += edits[at : at + step]
            at += step
    return bytes(made)


def _after_number(data: bytes, at: int) -> int:
    while data[at] & 0x80:
        at += 1
    return at + 1


def _inflated(packed: bytes) -> bytes:
    return zlib.decompressobj().decompress(packed, _COMMIT)


def _read(repository: Path, name: str, maximum: int = _COMMIT, offset: int = 0) -> bytes:
    with open_regular(_inside(repository, name)) as file:
        file.seek(offset)
        return file.read(maximum)


def _inside(repository: Path, name: str) -> Path:
    """A path in a repository without links on the way. Raises OSError if there is a link."""
    path = repository / name
    if path.parent.resolve() != repository.parent.resolve() / repository.name / Path(name).parent:
        raise OSError(f"{name} is behind a link")
    return path
