"""The level drops with what the kernel offers, a grade says so, and grading for marks refuses to go below its own."""

import json
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from grader.assignment import Assignment
from grader.cli.launch import run
from grader.errors import IsolationError
from grader.host import levels
from grader.host.levels import open_at
from grader.host.zygote import Zygote
from grader.model import Isolation
from tests.support.handouts import write_handout
from tests.support.needs import jail_for_marks
from tests.support.tiny import SOLUTION

pytestmark = pytest.mark.skipif(platform.system() != "Linux", reason="elsewhere the level is always process")
WEAKER = Path(__file__).with_name("weaker_kernel.py")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def here() -> Isolation:
    """The strongest level of this machine, which must at least be able to jail."""
    return jail_for_marks()


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    folder = tmp_path / "class" / "ada"
    folder.mkdir(parents=True)
    for name, source in SOLUTION.items():
        (folder / name).write_text(source)
    return folder


def command(without: str, *arguments: object) -> "subprocess.CompletedProcess[str]":
    call = [sys.executable, "-m", "tests.host.weaker_kernel", without, *map(str, arguments)]
    return subprocess.run(call, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.drawn(1)
@pytest.mark.parametrize(
    "without, level", [("nothing", None), ("namespaces", Isolation.JAILED), ("landlock", Isolation.PROCESS)]
)
def test_the_level_is_what_the_kernel_lets_hold(without: str, level: Isolation | None, here: Isolation) -> None:
    done = command(without, "doctor", "--json")
    report = json.loads(done.stdout)
    assert report["isolation"] == (level or here)
    assert report["sound"] == (report["isolation"] != Isolation.PROCESS)
    assert done.returncode == (0 if report["sound"] else 3)
    assert len(report["missing"]) == list(Isolation).index(report["isolation"])


@pytest.mark.drawn(1)
@pytest.mark.parametrize("name", ["grade", "bulk", "ci"])
def test_grading_for_marks_refuses_without_landlock_and_says_what_to_do(
    submission: Path, tiny: Assignment, tmp_path: Path, name: str
) -> None:
    """Before it grades anybody."""
    output, source = tmp_path / "out", submission.parent if name == "bulk" else submission
    done = command("landlock", name, source, "--output", output, "--assignment", tiny.folder)
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "level jailed" in done.stderr
    assert "Landlock" in done.stderr
    assert "--isolation process" in done.stderr
    assert not list(tmp_path.rglob("grade.json"))


@pytest.mark.drawn(1)
@pytest.mark.parametrize(
    "without, option, level",
    [("landlock", "process", Isolation.PROCESS), ("namespaces", "jailed", Isolation.JAILED)],
)
def test_a_grade_records_the_level_that_held(
    submission: Path, tiny: Assignment, tmp_path: Path, without: str, option: str, level: Isolation, here: Isolation
) -> None:
    assert here.at_least(Isolation.JAILED)
    arguments = ("--output", tmp_path / "out", "--isolation", option, "--assignment", tiny.folder)
    done = command(without, "grade", submission, *arguments)
    assert done.returncode == 0, done.stderr
    assert msgspec.json.decode((tmp_path / "out" / "grade.json").read_bytes())["isolation"] == level


def test_a_refused_namespace_names_the_cure(submission: Path, tiny: Assignment, tmp_path: Path) -> None:
    arguments = ("--output", tmp_path / "out", "--isolation", "namespaced", "--assignment", tiny.folder)
    done = command("namespaces", "grade", submission, *arguments)
    assert done.returncode == 3
    assert "Operation not permitted" in done.stderr
    assert "--isolation process" in done.stderr


def test_a_guest_that_does_less_than_its_level_promises_is_found_out(
    here: Isolation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A zygote whose jail has lost a layer on the way, whatever the reason."""
    assert here.at_least(Isolation.JAILED), "the control"
    monkeypatch.setattr("grader.host.zygote.LAYERS", dict.fromkeys(Isolation, ()))
    with pytest.raises(IsolationError, match=r"a file of the grader's was read|seccomp"):
        open_at(Isolation.JAILED, draws=False)


@pytest.mark.drawn(1)
@pytest.mark.parametrize("name", ["ci", "check"])
def test_from_cold_one_zygote_starts_and_its_level_is_tried_once(
    name: str, here: Isolation, tiny: Assignment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a push costs beside a check is the exam itself: nothing is loaded, tried or started twice."""
    started: list[Isolation] = []
    tried: list[Isolation] = []
    really_start, really_try = Zygote.__init__, levels._problem

    def start(self: Zygote, level: Isolation, **options: Any) -> None:
        started.append(level)
        really_start(self, level, **options)

    def try_out(zygote: Zygote) -> str:
        tried.append(zygote.level)
        return really_try(zygote)

    monkeypatch.setattr(Zygote, "__init__", start)
    monkeypatch.setattr(levels, "_problem", try_out)
    work = write_handout(tmp_path / "work")
    options = ("--assignment", str(tiny.folder)) if name == "ci" else ()
    assert run([name, str(work), "--output", str(tmp_path / "out"), *options]) == 0
    assert started.count(here) == tried.count(here) == 1
