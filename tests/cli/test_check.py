"""`grader check` as a student runs it: in a copy of the handout, on real work, again and again."""

import json
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.assignment import load_assignment
from grader.cli.check_terminal import show_check
from grader.cli.launch import run
from grader.cli.terminal import OutputMode
from grader.exam.public.public_tests import PublicTestRunner
from grader.intake import read_submission
from grader.intake.handed_out import RECORD, handout_record
from grader.model import CheckResult
from tests.support.draw import Draw
from tests.support.handouts import RIGHT, write_handout
from tests.support.loading import HANDOUT, SAMPLES
from tests.support.sample_grades import check_of, grade_full_of, sample_grade
from tests.support.samples import copy_sources, lay_out

COMMAND = [sys.executable, "-u", "-c", "from grader.cli import main; main()", "check"]
PATIENCE = 300  # seconds until a test that waits for output gives up


@pytest.fixture
def handout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny handout alone, as the current folder, on a machine where nothing else is to be found."""
    folder = write_handout(tmp_path / "my work")
    monkeypatch.chdir(folder)
    monkeypatch.setattr("grader.assignment.loading.data_root", lambda: tmp_path / "nowhere")
    monkeypatch.setattr("grader.host.cache.cache_folder", lambda: tmp_path / "cache")
    return folder


def write_right(folder: Path) -> None:
    for name, source in RIGHT.items():
        (folder / f"{name}.py").write_text(source)


def files_below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_the_handout_alone_is_enough_and_nothing_is_added_to_it(
    handout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_below(handout)
    assert run(["check"]) == 0
    said = capsys.readouterr().out
    assert "0 of 6 public tests pass. Hidden tests, with other inputs, decide the grade." in said
    assert re.search(r"1  Double +0  of 3 pass  2 not written yet, 1 skipped", said)
    assert files_below(handout) == before
    (page,) = (tmp_path / "cache").rglob("report.html")
    assert f"Report {page}" in said
    assert "Public tests on" in page.read_text("utf-8")


@pytest.mark.drawn(2)
@pytest.mark.parametrize("where", ["folder", "notebook", "work elsewhere", "assignment elsewhere"])
def test_the_assignment_is_found_from_the_work(
    handout: Path, tmp_path: Path, where: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    work, options = handout, ["--json"]
    if where == "notebook":
        cells = [{"cell_type": "code", "metadata": {}, "source": source, "outputs": []} for source in RIGHT.values()]
        work = handout / "tiny.ipynb"
        work.write_text(json.dumps({"nbformat": 4, "metadata": {}, "cells": cells}))
    elif where != "folder":
        work = tmp_path / "mine"
        work.mkdir()
    if where == "assignment elsewhere":
        monkeypatch.chdir(work)
        options += ["--assignment", str(handout)]
    if work.is_dir():
        write_right(work)
    assert run(["check", str(work), *options]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["schema"], found["passed"], found["total"]) == ("grader/check/1", 5, 6)


def test_json_tells_outcomes_and_no_points(handout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (handout / "tiny_shift.py").write_text("def shift(x): return x")
    assert run(["check", "--json"]) == 0
    text = capsys.readouterr().out
    tests = {test["name"]: test for task in json.loads(text)["tasks"] for test in task["tests"]}
    assert tests["test_a_number"]["outcome"] == "not_written"
    assert tests["test_shift[1]"] == {
        "name": "test_shift[1]",
        "title": "One is added",
        "outcome": "failed",
        "ending": "returned",
        "message": "shift(1) should be 2.",
    }
    assert "score" not in text


def test_strict_ends_with_1_unless_all_pass(handout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--strict", "--quiet"]) == 1
    write_right(handout)
    tests = handout / "public_tests" / "test_1_tiny_double.py"
    tests.write_text(tests.read_text().replace('@pytest.mark.skip(reason="not today")\n', "").replace("False", "True"))
    assert run(["check", "--strict", "--quiet"]) == 0
    assert capsys.readouterr().out == ""


FINISHED_BUT_FOR_A_BRANCH = """
def shift(x):
    if x < 0:
        raise NotImplementedError
    return x + 1
"""


@pytest.mark.drawn(1, kind=lambda edited: edited)
@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("unfinished", [False, True])
def test_a_check_says_where_the_grade_will_differ(
    handout: Path, *, edited: bool, unfinished: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both things pass all public tests: a given file that was edited, a branch to which none of them leads."""
    (handout / RECORD).write_bytes(handout_record({"given.py": (handout / "given.py").read_bytes()}))
    write_right(handout)
    if edited:
        (handout / "given.py").write_text("ONE = 2.0")
    if unfinished:
        (handout / "tiny_shift.py").write_text(FINISHED_BUT_FOR_A_BRANCH)
    assert run(["check"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert ("given.py is not as it was handed out. When your work is graded, the original is put" in said) == edited
    assert ("Task 2 is not finished: line 4 of tiny_shift.py still raises NotImplementedError" in said) == unfinished
    assert said.count("Note ") == edited + unfinished
    assert "5 of 6 public tests pass" in said


def test_output_takes_the_page(handout: Path, tmp_path: Path) -> None:
    assert handout.is_dir()
    assert run(["check", "--output", str(tmp_path / "out"), "--quiet"]) == 0
    assert files_below(tmp_path / "out") == {"report.html"}
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    "arguments,words",
    [
        (["nowhere"], "nowhere does not exist"),
        (["--output", "."], "--output takes another folder"),
        (["--output", "given.py"], "--output takes a folder"),
        (["public_tests"], "no module of the assignment"),
        (["--assignment", "public_tests"], "has no assignment.toml"),
    ],
)
def test_a_wrong_call_is_one_sentence_and_2(
    handout: Path, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert handout.is_dir()
    assert run(["check", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert (said.err.count("\n"), words in said.err) == (1, True), said.err


def test_a_page_that_nobody_asked_for_may_be_impossible(
    handout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert handout.is_dir()
    (tmp_path / "cache").write_text("in the way")
    assert run(["check"]) == 0
    said = capsys.readouterr().out
    assert "0 of 6 public tests pass" in said
    assert "Report" not in said


class Watched:
    """A running `grader check --watch` whose output can be waited for."""

    def __init__(self, folder: Path, cache: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "COLUMNS": "200"}
        self.process = subprocess.Popen(
            [*COMMAND, "--watch", "--output", str(cache)],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def until(self, words: str) -> str:
        """What was said up to a line with these words."""
        said: list[str] = []
        while not said or words not in said[-1]:
            said.append(self._lines.get(timeout=PATIENCE))
        return "".join(said)

    def close(self) -> None:
        """Ends it, if that has not happened."""
        self.process.kill()
        self.process.wait()
        self._reader.join()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put(line)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[Path, Watched]]:
    folder = write_handout(tmp_path / "work")
    running = Watched(folder, folder / "results")
    yield folder, running
    running.close()


BROKEN = ("def shift(x:", "def shift(x):\n    while True: pass", "import os; os._exit(1)")


def test_watch_checks_again_when_a_file_changes_and_nothing_ends_it_but_ctrl_c(
    watched: tuple[Path, Watched], draw: Draw
) -> None:
    folder, running = watched
    steps = {
        "tiny_shift.py": [
            *((source, "0 of 6 public tests pass") for source in draw.few(BROKEN, 1, lambda _: "")),
            (RIGHT["tiny_shift"], "3 of 6 public tests pass"),
        ],
        "tiny_double.py": [(RIGHT["tiny_double"], "5 of 6 public tests pass")],
        "public_tests/test_2_tiny_shift.py": [("def test_it(:", "cannot be collected")],
    }
    assert "0 of 6 public tests pass" in running.until("Watching")
    for name, sources in steps.items():
        for source, words in sources:
            whole = folder.parent / "whole"  # to be put in place at once, lest half of it be checked
            whole.write_text(source)
            whole.replace(folder / name)
            assert words in running.until("Watching")
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(PATIENCE) == 0


@pytest.fixture(scope="module")
def student(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A student's copy of the real handout, where no solution is to be found."""
    folder = tmp_path_factory.mktemp("student") / "homework" / "multilayer_chain_rule"
    shutil.copytree(HANDOUT, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture(scope="module")
def check(student: Path) -> Iterator[Callable[[Path], CheckResult]]:
    """Checks work on the real assignment; all with one zygote."""
    assignment = load_assignment(student, solved=False)
    assert not assignment.solution.exists()
    with PublicTestRunner(assignment) as tests:
        yield lambda work: tests.check(read_submission(work, assignment))


def said_of(found: CheckResult, capsys: pytest.CaptureFixture[str]) -> str:
    show_check(found, None)
    return capsys.readouterr().out


def in_place(student: Path, tmp_path: Path, sample: str) -> Path:
    """A copy of the handout in which the work of a sample has been done."""
    work = tmp_path / student.name
    shutil.copytree(student, work)
    copy_sources(lay_out(sample, tmp_path / "sample"), work)
    return work


def in_a_notebook(student: Path, tmp_path: Path) -> Path:
    """The same in which it has been done in the notebook, beside the untouched stubs."""
    work = Path(shutil.copytree(student, tmp_path / student.name))
    return Path(shutil.copytree(SAMPLES / "gil-notebook", work, dirs_exist_ok=True))


PERFECT: dict[str, Callable[[Path, Path], Path]] = {
    "modules alone": lambda _, tmp_path: lay_out("ada-perfect", tmp_path / "ada"),
    "modules in the handout": lambda student, tmp_path: in_place(student, tmp_path, "ada-perfect"),
    "a notebook alone": lambda _, tmp_path: Path(shutil.copytree(SAMPLES / "gil-notebook", tmp_path / "gil")),
    "a notebook in the handout": in_a_notebook,
}


@pytest.mark.drawn(1)
@pytest.mark.parametrize("form", PERFECT)
def test_perfect_work_passes_all(
    check: Callable[[Path], CheckResult], student: Path, tmp_path: Path, form: str
) -> None:
    found = check(PERFECT[form](student, tmp_path))
    assert (found.passed, len(found.tests)) == (77, 77)
    assert "notebook" in form or found.notes == ()


@pytest.fixture(scope="module")
def stubs(check: Callable[[Path], CheckResult], student: Path) -> CheckResult:
    """The check of the handout as it was handed out."""
    return check(student)


def test_stubs_are_not_written_yet_and_nothing_is_wrong(stubs: CheckResult) -> None:
    assert [test for test in stubs.tests if not test.unwritten] == []
    assert stubs.notes == ()


def test_two_mistakes_are_told_with_the_words_of_the_tests(
    check: Callable[[Path], CheckResult], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = said_of(check(lay_out("ben-two-mistakes", tmp_path / "ben")), capsys)
    assert "72 of 77 public tests pass" in said
    assert "decay_ratio should be 0.002 / 0.5 = 0.004, not 250.0." in said
    assert "the weight gradients should be [1.0, 0.25], not [0.94" in said
    assert not re.search(r"Traceback|_pytest|approx\(", said)


@pytest.mark.parametrize(
    "broken, words",
    [
        ("def shift(x):\n    }\n", ("is not valid Python. (3 tests)", "It happened in line 2 of tiny_shift.py: }")),
        ("def shift(x):\n    while True: pass\n", ("No answer: it used more than 0.5 s of processor time.",)),
    ],
)
def test_a_syntax_error_or_an_endless_loop_costs_its_own_task(
    handout: Path, capsys: pytest.CaptureFixture[str], broken: str, words: tuple[str, ...]
) -> None:
    write_right(handout)
    (handout / "tiny_shift.py").write_text(broken)
    manifest = handout / "assignment.toml"
    manifest.write_text(re.sub(r"(call|task)_seconds = .*", r"\1_seconds = 0.5", manifest.read_text()))
    assert run(["check"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "2 of 6 public tests pass" in said
    assert [each for each in words if each not in said] == []


def test_plain_pytest_has_the_same_tests(handout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The public tests are plain files: what a guest collects is what pytest collects."""
    command = [sys.executable, "-B", "-m", "pytest", "public_tests", "--collect-only", "-q", "-p", "no:cacheprovider"]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, cwd=handout, env=environment, capture_output=True, text=True, check=True)
    names = re.findall(r"^public_tests/\w+\.py::(\S.*)$", done.stdout, re.MULTILINE)
    assert run(["check", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert names == [test["name"] for task in found["tasks"] for test in task["tests"]]
    assert len(names) == 6


HOSTILE = "[red]no markup[/red] \x1b[2J\x1b]52;c;aGk=\x07 \u202eevil"


@pytest.mark.parametrize("text", [HOSTILE, "x" * 1_000_000, "y\n" * 10_000])
def test_no_text_of_a_student_reaches_the_terminal_raw(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    show_check(check_of(grade_full_of(text)), Path("/report.html"))
    said = capsys.readouterr().out
    assert not {"\x1b", "\x07", "\u202e"} & set(said)
    assert len(said) < 50_000
    assert ("[red]no markup[/red]" in said) == (text == HOSTILE)


def test_quiet_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    show_check(check_of(sample_grade()), None, OutputMode.QUIET)
    assert capsys.readouterr().out == ""
