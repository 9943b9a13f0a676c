"""equivalent_mutants.toml: mutants that no test can distinguish from the reference, each with a reason. Trusted side.

A mutant is identified by its changed lines, since positions and numbers shift with every edit of the reference.
"""

from pathlib import Path

from msgspec import Struct

from grader.assignment import Assignment, read_toml
from grader.audit.mutants import Mutant
from grader.errors import AssignmentError

FILE = "equivalent_mutants.toml"


class Equivalent(Struct, frozen=True, forbid_unknown_fields=True):
    """A change that no test can detect; the changed lines, stripped.

    Attributes:
        module: The reference module, without `.py`.
        removed: The lines of the reference that are changed.
        added: The lines that replace them.
        reason: Why no caller could observe the difference.
    """

    module: str
    removed: str
    added: str
    reason: str

    def matches(self, module: str, mutant: Mutant) -> bool:
        """Whether this entry describes the mutant."""
        return (self.module, _lines(self.removed), _lines(self.added)) == (
            module,
            _lines(mutant.removed),
            _lines(mutant.added),
        )


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    mutants: tuple[Equivalent, ...] = ()


def load_equivalents(assignment: Assignment) -> tuple[Equivalent, ...]:
    """The list of an assignment, empty if there is none. Raises AssignmentError."""
    file = assignment.solution / FILE
    if not file.is_file():
        return ()
    listed = read_toml(file, _File, "a valid list of equivalent mutants").mutants
    for number, entry in enumerate(listed, start=1):
        _check(file, number, entry, assignment)
    return listed


def _check(file: Path, number: int, entry: Equivalent, assignment: Assignment) -> None:
    if not entry.reason.strip():
        raise AssignmentError(f"{file}: entry {number} gives no reason.")
    if entry.module not in {part.module for part in assignment.parts}:
        raise AssignmentError(f"{file}: entry {number} is about {entry.module}, which is not the module of any task.")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
