"""The log of a job says why points are missing: the reason first, with file and line, and nothing as a command."""

import pytest

from grader.ci.format import LoggedText, ResultFormat
from grader.ci.github import Annotations
from grader.ci.log import Log, log_lines
from grader.ci.results import WITHHELD
from grader.sanitize import quoted
from tests.ci.conftest import Make
from tests.support.ci_runner import folds, read_log
from tests.support.payloads import ALL
from tests.support.result_formats import JOB
from tests.support.sample_grades import grade_full_of, perfect_grade, sample_grade, withheld_grade


def test_each_reason_begins_a_line_with_its_file_and_line_and_the_costliest_is_first(make: Make) -> None:
    results = make(sample_grade(), multi_layer_network="src/multi_layer_network.py")
    lines = log_lines(results).splitlines()
    heads = [line for line in lines if not line.startswith("    ")]
    assert len(heads) == len(results.causes) + len(results.notes)
    dearest = results.causes[0]
    assert heads[0].endswith(f": {dearest.said[0]} ({dearest.task}, {dearest.cost} points)")
    located = [cause for cause in results.causes if cause.location and cause.location.line]
    assert located
    for cause in located:
        assert cause.location is not None
        assert any(line.startswith(f"src/multi_layer_network.py:{cause.location.line}: ") for line in heads)


def test_a_grade_that_is_withheld_says_so_first_and_full_marks_leave_only_notes(make: Make) -> None:
    assert log_lines(make(withheld_grade())).startswith(f"grader: {WITHHELD}\n")
    assert log_lines(make(perfect_grade())).splitlines() == [f"grader: {note}" for note in make(perfect_grade()).notes]


@pytest.mark.drawn(12)
@pytest.mark.parametrize("text", ALL)
@pytest.mark.parametrize("result_format", [Log(), Annotations()], ids=lambda each: each.name)
def test_the_name_of_the_work_at_the_beginning_is_no_command(result_format: ResultFormat, text: str) -> None:
    (begun,) = result_format.begin(f"grading {quoted(text)}", JOB)
    assert isinstance(begun, LoggedText)
    assert read_log(begun.text) == []
    assert folds(begun.text) == []
    assert len(begun.text.splitlines()) == begun.text.count("\n") == 1


@pytest.mark.drawn(12)
@pytest.mark.parametrize("text", ALL)
def test_no_text_is_a_command_or_begins_a_line_of_its_own(make: Make, text: str) -> None:
    plain, hostile = (log_lines(make(grade_full_of(word))) for word in ("plain", text))
    assert read_log(hostile) == []
    assert folds(hostile) == []
    assert hostile.count("\n") == len(hostile.splitlines())
    heads = [[line for line in said.splitlines() if not line.startswith("    ")] for said in (plain, hostile)]
    assert len(heads[0]) == len(heads[1])
