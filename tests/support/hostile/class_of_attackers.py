"""A whole class of attackers, with honest students among them, graded on the command line as by an instructor."""

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Struct

from grader.cli import main as command_line
from grader.model import Isolation
from tests.support.draw import Draw
from tests.support.hostile import promises
from tests.support.hostile.arena import environment, submission_of
from tests.support.hostile.corpus import Attack, read_corpus
from tests.support.hostile.kernels import NOBODY, become_nobody, refuse
from tests.support.hostile.leftovers import Trail, leftovers
from tests.support.hostile.targets import INPUT, Vault, open_vault
from tests.support.needs import jail_for_marks
from tests.support.once import made_once

ATTACKERS = [each for each in read_corpus() if each.declared.target == "tiny" and not each.declared.notebook]
EACH = 1
HONEST_EVERY = 6
COMMAND = (sys.executable, "-c", "from grader.cli import main; main()")
ELSEWHERE = (sys.executable, "-m", "tests.support.hostile.class_of_attackers")


class Place(Struct, frozen=True):
    """Where a class is graded.

    Attributes:
        level: The level of isolation that holds there; attackers that it does not promise to stop are left out.
        refused: What the kernel lacks there.
        nobody: Whether an unprivileged user grades.
    """

    level: Isolation = Isolation.NAMESPACED
    refused: tuple[str, ...] = ()
    nobody: bool = False

    def command(self) -> tuple[str, ...]:
        """What runs the command line there."""
        return (*ELSEWHERE, ",".join(self.refused), "nobody" * self.nobody) if self.refused or self.nobody else COMMAND


HERE = Place()
PLACES = {
    "strongest level": HERE,
    "no namespaces": Place(Isolation.JAILED, ("namespaces",)),
    "no Landlock": Place(Isolation.PROCESS, ("landlock",)),
    "strongest level, unprivileged user": Place(nobody=True),
    "no namespaces, unprivileged user": Place(Isolation.JAILED, ("namespaces",), nobody=True),
    "no Landlock, unprivileged user": Place(Isolation.PROCESS, ("landlock",), nobody=True),
}


class GradedClass(Struct, frozen=True):
    """Attackers, graded once: everything that should not be, and the folder with what was written."""

    complaints: tuple[str, ...]
    results: Path


def attackers(draw: Draw) -> list[Attack]:
    """Those of the class: some of each group."""
    return draw.few(ATTACKERS, EACH, lambda attack: attack.group)


def graded_class(factory: pytest.TempPathFactory, draw: Draw) -> GradedClass:
    """Grades the attackers that are drawn, unless another test of this run did."""
    jail_for_marks()
    folder = made_once(factory, "class-of-attackers", lambda folder: _grade(folder, attackers(draw)))
    complaints = msgspec.json.decode((folder / "complaints.json").read_bytes(), type=tuple[str, ...])
    return GradedClass(complaints, folder / "results")


def _grade(folder: Path, drawn: Sequence[Attack]) -> None:
    with open_vault() as vault:
        complaints = grade_class(vault, drawn, "whole")
        (folder / "complaints.json").write_bytes(msgspec.json.encode(complaints))
        if (results := vault.root / "results-whole").is_dir():
            shutil.move(results, folder / "results")


def lay_out(vault: Vault, folder: Path, attackers: Sequence[Attack]) -> None:
    """A folder for each attacker, and for an honest student after every few of them."""
    places = {**vault.places, "EXAM": "1"}
    for number, attack in enumerate(attackers):
        hand_in(folder / name_of(attack), submission_of(attack, vault.tiny, places).files)
        if number % HONEST_EVERY == 0:
            hand_in(folder / f"honest-{number:03}", submission_of(None, vault.tiny, places).files)


def hand_in(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes a submission as a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def name_of(attack: Attack) -> str:
    """Under which it is graded."""
    return f"{attack.group}-{attack.name}"


def unfair(rows: Mapping[str, Mapping[str, str]], attackers: Sequence[Attack]) -> Iterator[str]:
    """Whoever has another score than is due: all of it, but for the attacked task of an attacker."""
    for name, row in rows.items():
        if name.startswith("honest-") and float(row["score"]) != 5:
            yield f"{name}: {row}"
    for attack in attackers:
        row = rows[name_of(attack)]
        attacked, other = ("task 1", "task 2") if attack.declared.module == "tiny_double" else ("task 2", "task 1")
        due = {"task 1": 3.0, "task 2": 2.0}
        most = due[attacked] if attack.honest else attack.declared.points
        least = due[attacked] if attack.honest else 0.0
        if row["status"] != "graded" or float(row[other]) != due[other] or not least <= float(row[attacked]) <= most:
            yield f"{attack.id}: {row}"


def shown_secrets(vault: Vault, output: Path, terminal: bytes) -> Iterator[str]:
    """The results in which a canary stands, and those for students in which a hidden input does."""
    canaries = [canary.encode() for canary in vault.canaries.values()]
    files = [(path, path.read_bytes()) for path in output.rglob("*") if path.is_file()]
    for path, text in [*files, (Path("terminal"), terminal)]:
        if any(canary in text for canary in canaries):
            yield f"a canary in {path}"
        for_students = path.name in ("grade.json", "report.html", "terminal") and "_instructor" not in path.parts
        if for_students and INPUT.encode() in text:
            yield f"a hidden input in {path}"


def grade_class(vault: Vault, attackers: Sequence[Attack], name: str, place: Place = HERE) -> list[str]:
    """Grades a class, and tells everything about it that should not be."""
    attackers = [attack for attack in attackers if promises.stopped(attack, place.level)]
    source, output, temporary = (vault.root / f"{kind}{name}" for kind in ("class-", "results-", "tmp/"))
    lay_out(vault, source, attackers)
    options = ["--output", str(output), "--assignment", str(vault.tiny.assignment.folder), "--workers", "2"]
    options += ["--isolation", "jailed" if place.level.at_least(Isolation.JAILED) else "process"]
    with environment(vault, temporary):
        if place.nobody:
            give_away(vault.root)
        done = subprocess.run([*place.command(), "bulk", str(source), *options], capture_output=True, check=False)
    if done.returncode:
        return [f"exit code {done.returncode}: {done.stderr.decode()[-2000:]}"]
    with (output / "gradebook.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = {row["submission"]: row for row in csv.DictReader(table)}
    trail = Trail(vault.root, temporary, vault.places["TOKEN"], int(vault.places["KEY"]))
    return [
        *elsewhere(output, place.level),
        *unfair(rows, attackers),
        *shown_secrets(vault, output, done.stdout + done.stderr),
        *leftovers(trail),
    ]


def elsewhere(output: Path, level: Isolation) -> Iterator[str]:
    """The grades that were not made at this level, of which the class would prove nothing."""
    for path in sorted(output.glob("*/grade.json")):
        found = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])["isolation"]
        if found != level:
            yield f"{path.parent.name}: graded at level {found}, where {level} was to hold"


def give_away(root: Path) -> None:
    """Makes what the grader has the unprivileged user's own."""
    for path in (root, *root.rglob("*")):
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)


def main() -> None:
    """The command line on such a kernel and as such a user: `REFUSED USER ARGUMENTS...`."""
    refused, user = sys.argv[1:3]
    del sys.argv[1:3]
    if user:
        become_nobody()
    refuse(filter(None, refused.split(",")))
    command_line()


if __name__ == "__main__":
    main()
