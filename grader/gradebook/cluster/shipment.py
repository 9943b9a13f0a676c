"""An assignment with its solution as bytes, for a machine that has neither; verified there. Trusted side.

Files that only authors need are not sent: samples, alternative solutions, and hidden files.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from grader.assignment import Assignment
from grader.errors import HarnessError

_FOR_AUTHORS = frozenset({"alternatives", "samples", "worthless"})


class Shipment(Struct, frozen=True):
    """The files of an assignment, packed, and the digest that identifies and verifies them."""

    slug: str
    digest: str
    content: bytes


def packed_assignment(assignment: Assignment) -> Shipment:
    """The files that are needed to grade by an assignment."""
    halves = (("assignments", assignment.folder, frozenset[str]()), ("solutions", assignment.solution, _FOR_AUTHORS))
    files = {
        f"{half}/{assignment.slug}/{name}": content
        for half, folder, left_out in halves
        for name, content in _files(folder, left_out)
    }
    content = msgspec.msgpack.encode(files)
    return Shipment(assignment.slug, hashlib.sha256(content).hexdigest(), content)


def unpacked_assignment(shipment: Shipment, cache: Path) -> Path:
    """The folder of the assignment, below a folder named after the digest that only this user can enter.

    Raises:
        HarnessError: The files that arrived are not those that were sent.
    """
    root = cache / f"grader-{shipment.digest}"
    if not root.is_dir():
        if hashlib.sha256(shipment.content).hexdigest() != shipment.digest:
            raise HarnessError("The assignment arrived damaged at a worker of the cluster: grade again.")
        begun = Path(tempfile.mkdtemp(prefix="grader-", dir=cache))
        for name, content in msgspec.msgpack.decode(shipment.content, type=dict[str, bytes]).items():
            (begun / name).parent.mkdir(parents=True, exist_ok=True)
            (begun / name).write_bytes(content)
        begun.rename(root)  # so that a folder with this name is always complete
    return root / "assignments" / shipment.slug


def _files(folder: Path, left_out: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.rglob("*")):
        inside = file.relative_to(folder).parts
        hidden = any(part.startswith(".") or part == "__pycache__" for part in inside)
        if not hidden and inside[0] not in left_out and file.is_file():
            yield "/".join(inside), file.read_bytes()
