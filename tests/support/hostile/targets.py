"""The assignments that the corpus is handed in for, with canaries wherever there are secrets, and their solutions.

`tiny` is quick and has short deadlines. `chain` is the real assignment without its drawing tasks, and with one known
mistake per task: an attack is diagnosed like any other work, and all known mistakes would take ten times as long.
"""

import secrets
import shutil
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from grader.assignment import Assignment, data_root, load_assignment
from tests.support.copies import copied
from tests.support.tiny import lay_out_tiny

INPUT = "98765"
"""What every secret input of `tiny` begins with. Guests get them; nothing that a student reads may show them."""
CHAIN = "multilayer_chain_rule"
CHAIN_TASKS = ("1.1", "2.1", "4.1", "4.2")

LIMITS = """
[limits]
load_seconds = 1.5
cell_seconds = 0.75
notebook_seconds = 1.5
call_seconds = 0.5
task_seconds = 0.75
idle_seconds = 2.4
memory_bytes = 268_435_456
scratch_bytes = 8_388_608
reply_bytes = 8_388_608
output_bytes = 4096
"""
DOUBLE_TESTS = '''
"""@HIDDEN@"""
import pytest
from grader.exam import check
pytestmark = pytest.mark.task("1")
HIDDEN_GLOBAL = "@GLOBAL@"
@pytest.mark.points(1)
@pytest.mark.feedback("values")
def test_shown(student, reference, rng):
    """Doubles an array."""
    hidden_local = "@LOCAL@"
    x = rng.normal(size=3)
    check.close(student.double(x), reference.double(x), "double(x)")
@pytest.mark.points(1)
@pytest.mark.feedback("shape")
def test_array(student, reference, rng):
    """Doubles a secret array."""
    x = 98765.0 + rng.random(3)
    check.close(student.double(x), reference.double(x), "double(x)")
@pytest.mark.points(1)
def test_number(student, reference, rng):
    """Doubles a secret number."""
    x = 98765.0 + rng.random()
    check.close(student.double(x), reference.double(x), "double(x)")
'''
SHIFT_TESTS = '''
import pytest
from grader.exam import check, observe
pytestmark = pytest.mark.task("2")
@pytest.mark.points(1)
def test_number(student, reference):
    """Adds one."""
    check.close(student.shift(41.0), reference.shift(41.0), "shift(x)")
@pytest.mark.points(1)
@pytest.mark.feedback("shape")
def test_arguments(student, reference, rng):
    """Adds one and leaves its argument alone."""
    x = 98765.0 + rng.random(3)
    seen = observe(student.shift, x)
    check.close(seen.returned, reference.shift(x), "shift(x)")
    check.close(seen.arguments[0], x, "x after the call")
'''
REFERENCE = {
    "tiny_double.py": '"""@REFERENCE@"""\ndef double(x): return 2 * x\n',
    "tiny_shift.py": "def shift(x): return x + 1.0\n",
}
TINY_SOLUTION = {
    "tiny_double.py": "def double(x):\n    return 2 * x\n",
    "tiny_shift.py": "def shift(x):\n    return x + 1.0\n",
}
LOOT = '''
"""Helpers of the attacks: a breach is called one, and what was found is searched for what is worth stealing."""
import re

MARK = "breach-@TOKEN@"

def breach(what):
    text = f"{MARK} {what}"
    print(text)
    return text

def loot(*found):
    """Tells the canaries in what was found, or nothing."""
    blob = b" ".join(each if isinstance(each, bytes) else str(each).encode("utf-8", "replace") for each in found)
    words = sorted(set(re.findall(rb"canary-[a-z]+-[0-9a-f]+", blob)))
    text = " ".join(word.decode() for word in words)
    print(text)
    return text or None

def tried(*actions):
    """Carries out each action; those that raise nothing are breaches."""
    done = []
    for action in actions:
        try:
            result = action()
        except BaseException:
            continue
        done.append(getattr(action, "__name__", "action"))
    return breach(" ".join(done)) if done else None
'''


class Target(Struct, frozen=True):
    """An assignment, the honest submission for it by file name, and two of its tasks that are quickly graded."""

    assignment: Assignment
    solution: Mapping[str, str]
    quick: tuple[str, str]


class Vault(Struct, frozen=True):
    """A place full of secrets: what attackers are told of it, and what must never be seen of it."""

    root: Path
    places: Mapping[str, str]
    canaries: Mapping[str, str]
    tiny: Target
    chain: Target


@contextmanager
def open_vault() -> Iterator[Vault]:
    """A vault that is open to all, unlike pytest's own folders: nothing but the jail shall keep an attacker out."""
    root = Path(tempfile.mkdtemp(prefix="hostile-vault-"))
    root.chmod(0o755)
    try:
        yield build_vault(root)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def build_vault(root: Path) -> Vault:
    """Lays both assignments out below `root`, with a home, another student's work and results."""
    canaries = {
        role: f"canary-{role}-{secrets.token_hex(8)}"
        for role in ("hidden", "global", "local", "reference", "seed", "home", "environment", "other", "result")
    }
    tiny = _tiny(root, canaries)
    for place, role in (
        ("home/.secret", "home"),
        ("class/other/tiny_double.py", "other"),
        ("out/grade.json", "result"),
    ):
        path = root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(canaries[role])
    token = secrets.token_hex(4)
    places = {
        "ROOT": str(root), "HOME": str(root / "home"), "OTHER": str(root / "class"), "OUT": str(root / "out"),
        "SOLUTION": str(tiny.assignment.solution), "HIDDEN_TESTS": str(tiny.assignment.hidden_tests),
        "TOKEN": token, "KEY": str(int(token, 16) & 0x7FFF_FFFF | 1),
    }  # fmt: skip
    (root / "tmp").mkdir()
    for place in ("home", "out", "tmp"):  # an attacker of another user shall have every chance
        (root / place).chmod(0o777)
    return Vault(root, places, canaries, tiny, _chain(root))


def _tiny(root: Path, canaries: Mapping[str, str]) -> Target:
    double_tests, shift_tests = (_planted(source, canaries) for source in (DOUBLE_TESTS, SHIFT_TESTS))
    assignment = lay_out_tiny(
        root,
        limits=LIMITS,
        hidden_tests=(double_tests, shift_tests),
        reference={name: _planted(source, canaries) for name, source in REFERENCE.items()},
        seed=canaries["seed"],
    )
    return Target(assignment, TINY_SOLUTION, ("1", "2"))


def _planted(source: str, canaries: Mapping[str, str]) -> str:
    for role, canary in canaries.items():
        source = source.replace(f"@{role.upper()}@", canary)
    return source


def _chain(root: Path) -> Target:
    """The real assignment, cut down to some of its tasks."""
    original = load_assignment(data_root() / "assignments" / CHAIN)
    folder, solution = root / "assignments" / CHAIN, root / "solutions" / CHAIN
    copied(original.folder, folder)
    copied(original.solution, solution)
    head, *tasks = (folder / "assignment.toml").read_text().split("[[tasks]]")
    kept = [task for task in tasks if any(f'id = "{each}"' in task for each in CHAIN_TASKS)]
    (folder / "assignment.toml").write_text("[[tasks]]".join([head, *kept]))
    for test in (solution / "hidden_tests").glob("test_*.py"):
        if not any(f"test_{each.replace('.', '_')}_" in test.name for each in CHAIN_TASKS):
            test.unlink()
    told: set[str] = set()
    for mistake in sorted((solution / "misconceptions").glob("*.toml")):
        task = tomllib.loads(mistake.read_text("utf-8"))["task"]
        if task not in CHAIN_TASKS or task in told:
            mistake.unlink()
        told.add(task)
    sources = {f"{task.module}.py": original.solution / f"{task.module}.py" for task in original.tasks}
    solved = {name: path.read_text("utf-8") for name, path in sources.items()}
    return Target(load_assignment(folder), solved, ("1.1", "4.2"))
