"""Whatever is committed where the results of `grader ci` go, nothing of it is left when the run ends, however."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.ci import run as command_module
from grader.cli.launch import run
from grader.errors import HarnessError
from tests.support.result_formats import RUNNER
from tests.support.tiny import SOLUTION

FORGED = "FORGED: 100 of 100 points"
NAMES = ("grade.json", "report.html", "junit.xml", "summary.md", "results.json", "gl-code-quality-report.json", "gl-x")
ALL_FORMATS = [word for name in ("annotations", "summary", "junit", "gitlab", "gradescope", "classroom50")
             for word in ("--format", name)]  # fmt: skip

Plant = Callable[[Path], None]


def as_file(path: Path) -> None:
    path.write_text(FORGED)
    path.chmod(0o444)


def as_folder(path: Path) -> None:
    path.mkdir()
    (path / "deep").mkdir()
    (path / "deep" / "x").write_text(FORGED)
    (path / "deep").chmod(0o555)
    path.chmod(0o555)


def as_link(path: Path) -> None:
    elsewhere = path.parent / f"elsewhere-{path.name}"
    elsewhere.write_text(FORGED)
    path.symlink_to(elsewhere)


def as_pipe(path: Path) -> None:
    os.mkfifo(path)


def as_socket(path: Path) -> None:
    place = Path.cwd()
    os.chdir(path.parent)  # the name of a socket may not be long
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path.name)
    os.chdir(place)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, as Classroom 50 has it."""
    root = tmp_path / "checkout"
    (root / ".git").mkdir(parents=True)
    for name, source in SOLUTION.items():
        (root / name).write_text(source)
    monkeypatch.chdir(root)
    for name, value in RUNNER.items():
        monkeypatch.setenv(name, value)
    return root


@pytest.fixture
def ci(tiny: Assignment) -> Callable[..., int]:
    return lambda *more: run(["ci", "--assignment", str(tiny.folder), "--isolation", "process", *ALL_FORMATS, *more])


def plant(checkout: Path, how: Plant, folder: str = "grader-results") -> None:
    (checkout / folder).mkdir(exist_ok=True)
    for path in (*(checkout / folder / name for name in NAMES), checkout / "result.json", checkout / "release-body.md"):
        how(path)


def left(checkout: Path, folder: str = "grader-results") -> list[str]:
    """What is still there of what was planted: anything that is no plain file, or has its words."""
    places = [*(checkout / folder).glob("*"), checkout / "result.json", checkout / "release-body.md"]
    found = [path for path in places if os.path.lexists(path) and path.name.partition("-")[0] != "elsewhere"]
    return [path.name for path in found if path.is_symlink() or not path.is_file() or FORGED in path.read_text("utf-8")]


@pytest.mark.drawn(2)
@pytest.mark.parametrize("how", [as_file, as_folder, as_link, as_pipe, as_socket])
def test_what_was_planted_is_gone_after_a_grading(
    ci: Callable[..., int], checkout: Path, capsys: pytest.CaptureFixture[str], how: Plant
) -> None:
    plant(checkout, how)
    assert len(left(checkout)) == len(NAMES) + 2
    assert ci() == 0
    assert left(checkout) == []
    assert (checkout / "result.json").is_file()
    assert not (checkout / "grader-results" / "gl-x").exists()
    assert FORGED not in capsys.readouterr().out


@pytest.mark.parametrize("how", [as_file, as_folder, as_link])
def test_in_a_folder_with_another_name_only_files_named_like_results_are_removed(
    ci: Callable[..., int], checkout: Path, how: Plant
) -> None:
    plant(checkout, how, "public")
    (checkout / "public" / "index.html").write_text("mine")
    assert ci("--output", "public") == 0
    assert left(checkout, "public") == []
    assert (checkout / "public" / "index.html").read_text() == "mine"


@pytest.mark.drawn(2)
@pytest.mark.parametrize("ending", ["usage", "unreadable", "withheld", "fault", "interrupt", "links"])
def test_nothing_forged_outlives_a_run_that_gives_no_grade(
    ci: Callable[..., int], checkout: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    plant(checkout, as_file)
    more: list[str] = []
    if ending == "usage":
        more = ["--min-score", "1"]
    elif ending == "unreadable":
        for name in SOLUTION:
            (checkout / name).unlink()
    elif ending == "withheld":
        (checkout / "tiny_shift.py").write_text("def shift(x): return 'break the test'\n")
    elif ending == "links":
        shutil.move(checkout / "grader-results", checkout / "fake")
        (checkout / "grader-results").symlink_to("fake")
        more = ["--seed", " "]
    else:
        error = KeyboardInterrupt() if ending == "interrupt" else HarnessError("It broke.")
        monkeypatch.setattr(command_module, "grade_work", _raising(error))
    codes = {"usage": 2, "unreadable": 2, "withheld": 3, "fault": 3, "interrupt": 130, "links": 2}
    assert ci(*more) == codes[ending]
    assert left(checkout) == []
    assert not (checkout / "result.json").exists()


def _raising(error: BaseException) -> Callable[..., None]:
    def graded(*_arguments: object, **_options: object) -> None:
        raise error

    return graded


def test_nothing_forged_outlives_a_run_that_is_ended_from_outside(tiny: Assignment, checkout: Path) -> None:
    plant(checkout, as_file)
    (checkout / "tiny_shift.py").write_text("import time\ntime.sleep(60)\n")
    command = [sys.executable, "-P", "-m", "grader", "ci", "--assignment", str(tiny.folder), "--isolation", "process"]
    with subprocess.Popen([*command, *ALL_FORMATS], cwd=checkout, stdout=subprocess.DEVNULL) as running:
        while (checkout / "result.json").exists() and running.poll() is None:
            time.sleep(0.05)
        running.send_signal(signal.SIGTERM)
    assert running.returncode != 0
    assert left(checkout) == []


@pytest.fixture
def stubborn(checkout: Path) -> Iterator[Callable[[str], None]]:
    """Makes something in the checkout that not even root can remove."""
    made: list[Path] = []

    def make(name: str) -> None:
        path = checkout / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
        done = subprocess.run(["mount", "--bind", str(checkout / "tiny_double.py"), str(path)], capture_output=True)  # noqa: PLW1510
        if done.returncode:
            pytest.skip("this machine allows no mounts, and without one root can remove everything")
        made.append(path)

    yield make
    for path in made:
        found = [path, *path.parents[1].glob(f".{path.parent.name}-*/{path.name}")]
        for each in found:
            subprocess.run(["umount", str(each)], check=False, capture_output=True)


def test_a_folder_that_cannot_be_removed_is_moved_away_and_said(
    ci: Callable[..., int], checkout: Path, stubborn: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    stubborn("grader-results/junit.xml")
    assert ci() == 0
    assert "was there already and cannot be removed" in capsys.readouterr().err
    assert "<testsuites" in (checkout / "grader-results" / "junit.xml").read_text("utf-8")


def test_what_can_be_neither_removed_nor_moved_ends_the_run_before_anything_is_graded(
    ci: Callable[..., int], checkout: Path, stubborn: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    stubborn("result.json")
    assert ci() == 2
    said = capsys.readouterr()
    assert "result.json was there already and cannot be removed" in said.err
    assert "points" not in said.out
    assert not (checkout / "grader-results").exists()
