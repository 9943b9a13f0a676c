"""Digests of files, without those that have no say in any grade. Trusted side; pure but for reading."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

_PROSE = frozenset({".md", ".rst", ".orig", ".bak", ".swp"})


def digest(parts: Iterable[bytes]) -> str:
    """`sha256:...` over parts in order, each with its length before it, so that no two rows of them read alike."""
    state = hashlib.sha256()
    for part in parts:
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return f"sha256:{state.hexdigest()}"


def named_contents(root: Path, left_out: frozenset[str] = frozenset()) -> Iterator[tuple[str, bytes]]:
    """Names and contents of all files that have a say, in order; `left_out` are names at the top that have none."""
    for file in sorted(root.rglob("*")) if root.is_dir() else [root]:
        inside = file.relative_to(root).parts
        if file.is_file() and not (left_out & set(inside[:1])) and not any(map(_says_nothing, inside)):
            yield "/".join(inside) or file.name, file.read_bytes()


def flat(contents: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Names and contents one after another, for a digest."""
    for name, content in contents:
        yield name.encode()
        yield content


def _says_nothing(name: str) -> bool:
    return name.startswith(".") or name == "__pycache__" or name.endswith("~") or Path(name).suffix in _PROSE
