"""Sentences that say the same about different names and numbers, shown once for all of them. Trusted side; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_NAME = r"(?<!\w)'.*?'(?!\w)"
_VARYING = re.compile(rf"({_NAME}(?:(?:, | and ){_NAME})*(?: and [0-9]+ more)?|[0-9]+(?:[.,][0-9]+)*)")
"""What may differ between sentences of one reason: names, which are in quotes, and numbers."""


@dataclass(frozen=True, kw_only=True)
class SharedReason:
    """One reason, and whose it is.

    Attributes:
        sentence: The reason, with `…` where it is not the same for all.
        members: The positions of the sentences that say it.
        details: What is there in each of them; all empty if they are identical.
    """

    sentence: str
    members: tuple[int, ...]
    details: tuple[str, ...]


def shared_reasons(sentences: Sequence[str]) -> tuple[SharedReason, ...]:
    """The reasons of these sentences: the most frequent first, then in the order in which they come up."""
    groups: dict[tuple[str, ...], list[tuple[int, list[str]]]] = {}
    for position, sentence in enumerate(sentences):
        parts = _VARYING.split(sentence)
        groups.setdefault(tuple(parts[::2]), []).append((position, parts[1::2]))
    return tuple(
        sorted((_shared(fixed, found) for fixed, found in groups.items()), key=lambda reason: -len(reason.members))
    )


def _shared(fixed: Sequence[str], found: Sequence[tuple[int, Sequence[str]]]) -> SharedReason:
    columns = list(zip(*(varying for _, varying in found), strict=True))
    differs = [len(set(column)) > 1 for column in columns]
    between = ["…" if other else column[0] for column, other in zip(columns, differs, strict=True)]
    return SharedReason(
        sentence="".join(part for pair in zip(fixed, [*between, ""], strict=True) for part in pair),
        members=tuple(position for position, _ in found),
        details=tuple(
            ", ".join(part for part, other in zip(varying, differs, strict=True) if other) for _, varying in found
        ),
    )
