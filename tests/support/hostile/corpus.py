"""Reads the corpus: one file for each attack or honest control, which declares at its top what it may do.

The declaration is a block of comments, so that it precedes any syntax that an attack wants to break:

    # /// attack
    # title = "Opens the hidden tests by their path"
    # ///
"""

import re
from enum import StrEnum
from pathlib import Path

import msgspec
from msgspec import Struct

from grader.model import CallStatus, Isolation

ATTACKS = Path(__file__).parents[2] / "hostile" / "attacks"
CONTROL = "honest_"
_HEADER = re.compile(r"^# /// attack\n(?P<body>(?:#.*\n)+?)# ///$", re.MULTILINE)


class Proof(StrEnum):
    """Where an attack succeeds that nothing stops: everywhere, against an exam of the guest's own user, or by luck."""

    ALWAYS = "always"
    SAME_USER = "same user"
    NEVER = "never"


class Declaration(Struct, frozen=True, forbid_unknown_fields=True):
    """What a file declares about itself.

    Attributes:
        title: What it does, in a few words.
        target: The assignment it is handed in for: `tiny`, or `chain`, the real one.
        module: The module that it replaces.
        base: `alone`, or `solution` where it is appended to the solution's own source.
        points: The most that the attacked task may get; a control must get all.
        endings: The ways in which the tests of the attacked task may end; any if empty.
        stopped_at: The weakest level that keeps it from what it is after. What it is after and gets, it calls a breach.
        perilous: Why it is not run below that level, or nothing.
        proven: Where it must be seen to succeed below that level, which shows that it is the level that stops it.
        forbidden: What must not appear in what is shown, each as `report.html:<script>` with the place before it.
        notebook: Whether it is handed in as a notebook, cut into cells where it has `# %%`.
        files: What else is handed in.
        expand: Words in the source that stand for a text repeated so many times.
        seconds: The longest the whole grading may take beside the deadlines of the assignment.
    """

    title: str
    target: str = "tiny"
    module: str = "tiny_double"
    base: str = "alone"
    points: float = 0.0
    endings: tuple[CallStatus, ...] = ()
    stopped_at: Isolation = Isolation.PROCESS
    proven: Proof = Proof.ALWAYS
    perilous: str = ""
    forbidden: tuple[str, ...] = ()
    notebook: bool = False
    files: dict[str, str] = {}
    expand: dict[str, tuple[str, int]] = {}
    seconds: float = 13.0


class Attack(Struct, frozen=True):
    """One file of the corpus."""

    group: str
    name: str
    source: str
    declared: Declaration

    @property
    def id(self) -> str:
        """Its name in test ids."""
        return f"{self.group}/{self.name}"

    @property
    def honest(self) -> bool:
        """Whether it is a control, which does the innocent version of the same thing and must get all points."""
        return self.name.startswith(CONTROL)


def read_corpus() -> list[Attack]:
    """Every attack and control, by group and name."""
    return [_read(path) for path in sorted(ATTACKS.glob("*/*.py"))]


def _read(path: Path) -> Attack:
    source = path.read_text("utf-8")
    header = _HEADER.search(source)
    if header is None:
        raise ValueError(f"{path} declares nothing")
    toml = "\n".join(line.removeprefix("#").strip() for line in header["body"].splitlines())
    return Attack(path.parent.name, path.stem, source, msgspec.toml.decode(toml, type=Declaration))
