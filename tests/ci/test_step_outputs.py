"""The outputs of a step on GitHub, read as its runner reads the file: a name, `=`, and the rest of the line."""

from dataclasses import replace
from pathlib import Path

import pytest

from grader.ci.format import AppendedText, OutputFile
from grader.ci.github import StepOutputs
from tests.ci.conftest import Make
from tests.support.result_formats import JOB
from tests.support.sample_grades import sample_grade, withheld_grade

ON_GITHUB = replace(JOB, environment={"GITHUB_OUTPUT": "/runner/outputs"})


def test_later_steps_can_read_the_score(make: Make) -> None:
    (found,) = StepOutputs().render(make(sample_grade()), ON_GITHUB)
    assert isinstance(found, AppendedText)
    assert (found.file, found.text) == (
        Path("/runner/outputs"),
        "score=72.5\nmax-score=100\nreport=out/report.html\n",
    )


def test_where_no_runner_reads_them_they_are_a_file(make: Make) -> None:
    (found,) = StepOutputs().render(make(sample_grade()), JOB)
    assert isinstance(found, OutputFile)
    assert found.content.startswith(b"score=72.5\n")


def test_a_grade_that_is_withheld_sets_none(make: Make) -> None:
    assert list(StepOutputs().render(make(withheld_grade("mei")), ON_GITHUB)) == []


@pytest.mark.parametrize("folder", ["a\nscore=100", "a\r\nscore=100", "a\u2028score=100"])
def test_a_folder_s_name_sets_no_output_of_its_own(make: Make, folder: str) -> None:
    (found,) = StepOutputs().render(make(sample_grade()), replace(ON_GITHUB, output=Path(folder)))
    assert isinstance(found, AppendedText)
    assert [line.partition("=")[0] for line in found.text.splitlines()] == ["score", "max-score", "report"]
