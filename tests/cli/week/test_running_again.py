"""A class that is graded again: what is new is graded, what changed is told, what was stopped goes on."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.cli.launch import run
from grader.gradebook.store.opening import only_writer
from tests.support.ci_checkout import BREAKING
from tests.support.graded_class import Grader, scores
from tests.support.terminals import watch
from tests.support.tiny import LIMITS, SOLUTION, lay_out_tiny


def test_a_run_with_nothing_new_starts_no_exam_and_says_so(
    bulk: Grader, own_tiny: Assignment, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bulk() == 0
    (own_tiny.folder / "README.md").write_text("Mended.")
    capsys.readouterr()
    assert bulk() == 0
    assert "3 unchanged, 0 graded" in capsys.readouterr().out
    (own_tiny.hidden_tests / "conftest.py").write_text("raise RuntimeError('an exam was started')")
    assert bulk() == 3, "the control: this is what depends on the tests"


def test_a_terminal_says_when_the_class_page_is_written(
    bulk: Grader, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    watch(monkeypatch)
    monkeypatch.setenv("TERM", "dumb")
    assert bulk() == 0
    assert capsys.readouterr().err.splitlines() == ["Reading ...", "Grading: 0 of 3", "Writing the class page ..."]


def test_what_changed_is_told_and_reports_that_hold_no_longer_are_moved(
    bulk: Grader, students: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bulk() == 0
    (students / "kim" / "tiny_shift.py").write_text(SOLUTION["tiny_shift.py"])
    (students / "lu" / "tiny_shift.py").unlink()
    (students / "lu" / "tiny_double.py").unlink()
    (students / "lu" / "tiny.zip").write_text("no archive")
    (students / "jane").rename(students / "zoe")
    capsys.readouterr()
    assert bulk() == 0
    said = capsys.readouterr().out
    page = (tmp_path / "out" / "index.html").read_text()
    assert "0 unchanged, 2 graded, 1 of them only in the tasks that changed, 1 without a grade" in said
    for line in ("kim  resubmitted  3 → 5", "jane  withdrawn  had 5", "zoe  new  5", "lu  no grade now  had 3"):
        assert line in said
    for name in ("kim", "jane", "zoe", "lu"):
        assert f"<bdi>{name}</bdi>" in page[page.index('id="changed"') :]
    out = tmp_path / "out"
    assert not (out / "jane").exists()
    assert not (out / "lu").exists()
    assert sorted(path.name for path in (out / "_instructor").iterdir()) == ["earlier", "kim.html", "zoe.html"]
    assert sorted(path.name for path in (out / "_instructor" / "earlier").iterdir()) == ["jane", "lu"]


def test_what_has_no_grade_is_not_counted_as_graded_however_often_it_is_read(
    bulk: Grader, students: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One work cannot be read, and a hidden test cannot judge another, which is graded each time in vain."""
    shutil.rmtree(students / "lu")
    (students / "lu.zip").write_text("no archive")
    (students / "kim" / "tiny_shift.py").write_text(BREAKING)
    assert bulk() == 3
    assert "without a grade" not in capsys.readouterr().out, "nothing is unchanged or changed at first"
    assert bulk() == 3
    said = capsys.readouterr().out
    assert "\n1 unchanged, 0 graded, 2 without a grade\n" in said
    assert "lu  no grade  " in said
    assert "kim  no grade  withheld" in said
    assert "graded again" not in said


SLEEPY = "import time\ndef double(x):\n    time.sleep(600)\n    return 2 * x\n"


def test_a_run_that_is_stopped_leaves_what_was_done_and_the_next_one_goes_on(
    students: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One worker takes Jane first, then Kim, who sleeps longer than anybody waits after Ctrl-C.

    tests/gradebook/test_killed.py kills runs.
    """
    patient = lay_out_tiny(tmp_path / "own", limits=LIMITS.replace("idle_seconds = 3.0", "idle_seconds = 600.0"))
    (students / "kim" / "tiny_double.py").write_text(SLEEPY)
    out = tmp_path / "out"
    options = ("--output", out, "--workers", "1", "--isolation", "process", "--assignment", patient.folder)
    call = list(map(str, ("bulk", students, *options)))
    start = (sys.executable, "-c", "from grader.cli import main; main()")
    with subprocess.Popen(
        (*start, *call), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, start_new_session=True
    ) as process:
        while not (out / "_instructor" / "jane.html").is_file():
            assert process.poll() is None
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C in a terminal, which all of them hear
        _, said = process.communicate(timeout=120)
    assert said.splitlines()[-1] == "grader: stopped after 1 of 3, run it again to continue."
    assert scores(tmp_path).keys() == {"jane"}
    assert "Stopped after 1 of 3." in (out / "index.html").read_text()
    (students / "kim" / "tiny_double.py").write_text(SOLUTION["tiny_double.py"])
    assert run(call) == 0
    assert "1 unchanged, 2 graded" in capsys.readouterr().out
    assert scores(tmp_path).keys() == {"jane", "kim", "lu"}
    assert "Stopped" not in (out / "index.html").read_text()


def test_a_second_run_into_the_same_folder_is_refused_while_the_first_one_writes(
    bulk: Grader, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").mkdir()
    with only_writer(tmp_path / "out"):
        assert bulk() == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Another grader is writing into" in said
    assert not (tmp_path / "out" / "index.html").exists()
