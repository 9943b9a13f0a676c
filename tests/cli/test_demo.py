"""`grader demo`, as it stands in the README: every sample gets the score that its table says, each time to the byte."""

from pathlib import Path

import msgspec
import pytest

from grader.cli.launch import run
from grader.gradebook.samples import read_samples
from grader.model import Grade
from tests.support.demo import graded_demo
from tests.support.loading import SAMPLES


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The results of two runs."""
    again = tmp_path_factory.mktemp("again") / "demo"
    assert run(["demo", "--output", str(again), "--quiet"]) == 0
    return graded_demo(tmp_path_factory), again


def scores(output: Path) -> dict[str, float]:
    return {
        file.parent.name: msgspec.json.decode(file.read_bytes(), type=Grade).score
        for file in output.glob("*/grade.json")
    }


def test_every_sample_gets_the_score_that_its_table_says(outputs: tuple[Path, Path]) -> None:
    expected = {sample.name: float(sample.score) for sample in read_samples(SAMPLES)}
    assert len(set(expected.values())) > 3, "the table tells samples apart"
    for output in outputs:
        assert scores(output) == expected


def test_a_second_run_gives_the_same_bytes(outputs: tuple[Path, Path]) -> None:
    first, second = ({str(f.relative_to(o)): f.read_bytes() for f in o.rglob("*") if f.is_file()} for o in outputs)
    assert first.keys() == second.keys()
    assert {name for name in first if first[name] != second[name]} == set()


def test_every_sample_has_a_report_and_the_class_a_page_and_a_gradebook(outputs: tuple[Path, Path]) -> None:
    for name in scores(outputs[0]):
        assert (outputs[0] / name / "report.html").stat().st_size > 0
    assert (outputs[0] / "index.html").stat().st_size > 0
    assert (outputs[0] / "gradebook.csv").stat().st_size > 0
