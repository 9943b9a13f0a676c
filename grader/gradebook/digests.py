"""Digests of files, without those that influence no grade. Trusted side; pure except for reading."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

_PROSE = frozenset({".md", ".rst", ".orig", ".bak", ".swp"})


def digest_of_parts(parts: Iterable[bytes]) -> str:
    """`sha256:...` over parts in order, each preceded by its length, so that no two sequences of them are alike."""
    state = hashlib.sha256()
    for part in parts:
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return f"sha256:{state.hexdigest()}"


def named_contents(root: Path, left_out: frozenset[str] = frozenset()) -> Iterator[tuple[str, bytes]]:
    """Names and contents of all files that count, in order; `left_out` are names at the top that do not."""
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
