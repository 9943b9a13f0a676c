"""`grader demo` as the README tells: every sample gets the score of its table; and a class the same bytes again."""

import shutil
from pathlib import Path

import msgspec
import pytest

from grader.assignment import Assignment
from grader.cli.launch import run
from grader.model import Grade
from tests.support.demo import drawn_samples, graded_demo
from tests.support.draw import Draw
from tests.support.timeless import timeless


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory, draw: Draw) -> Path:
    """The results of a run."""
    return graded_demo(tmp_path_factory, draw)


def scores(output: Path) -> dict[str, float]:
    return {
        file.parent.name: msgspec.json.decode(file.read_bytes(), type=Grade).score
        for file in output.glob("*/grade.json")
    }


def test_every_sample_gets_the_score_that_its_table_says(output: Path, draw: Draw) -> None:
    expected = {sample.name: float(sample.score) for sample in drawn_samples(draw)}
    assert len(set(expected.values())) > 2, "the table tells samples apart"
    assert scores(output) == expected


def test_a_class_graded_by_one_worker_or_two_gives_the_same_bytes(
    tiny: Assignment, right: Path, tmp_path: Path
) -> None:
    for name, source in {"kim": "def shift(x): return x\n", "lee": "def shift(x): raise ValueError\n"}.items():
        shutil.copytree(right, right.parent / name)
        (right.parent / name / "tiny_shift.py").write_text(source)
    outputs = [tmp_path / "one", tmp_path / "two"]
    for workers, output in enumerate(outputs, start=1):
        call = ["bulk", right.parent, "--output", output, "--workers", workers, "--assignment", tiny.folder, "--quiet"]
        assert run([*map(str, call), "--isolation", "process"]) == 0
    first, second = map(timeless, outputs)
    assert len(first) > 8
    assert first.keys() == second.keys()
    assert {name for name in first if first[name] != second[name]} == set()


def test_every_sample_has_a_report_and_the_class_a_page_and_a_gradebook(output: Path) -> None:
    for name in scores(output):
        assert (output / name / "report.html").stat().st_size > 0
    assert (output / "index.html").stat().st_size > 0
    assert (output / "gradebook.csv").stat().st_size > 0
