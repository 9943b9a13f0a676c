"""The summary says what there is to say, and no text in it is more than text."""

import pytest
from msgspec.structs import replace

from grader.ci.summary import MAX_BYTES, refusal, summary
from grader.model import Evidence, Outcome
from grader.sanitize import clean_line
from tests.ci.conftest import Make
from tests.support.markdown import READER, faults, read
from tests.support.payloads import ALL
from tests.support.sample_grades import grade_full_of, perfect_grade, sample_grade, withheld_grade


def test_the_summary_says_the_score_every_task_and_what_to_do(make: Make) -> None:
    said = read(summary(make(sample_grade())))
    expected = [
        "72.5 of 100 points",
        "2.1 A multi-layer network",
        "of 25",
        "Most points are to be gained in",
        "activations.py",
    ]
    for part in (*expected, "Looks like a known mistake: The sigmoid's derivative twice", "Write out"):
        assert part in said
    assert "known mistake" not in summary(make(perfect_grade()))
    assert summary(make(sample_grade())).count("\n| ") == 1 + 7


def test_a_withheld_grade_has_no_score_in_its_summary(make: Make) -> None:
    said = summary(make(withheld_grade()))
    assert "**No grade**" in said
    assert "is withheld" in said
    assert "72.5" not in said


@pytest.mark.parametrize("source", ["return x", "returm []", "x = `y` + {1: 2}", "a: b", "print(':-)')"])
def test_a_line_of_source_is_one_piece_of_code(make: Make, source: str) -> None:
    place = f"It happened in line 3 of work.py: {source}"
    grade = sample_grade()
    failed = next(test for task in grade.tasks for test in task.tests if test.outcome is Outcome.FAILED)
    said = replace(failed, message=place, evidence=Evidence(), misconception=None)
    task = replace(grade.tasks[0], tests=(said,))
    inline = [token.children or [] for token in READER.parse(summary(make(replace(grade, tasks=(task,)))))
              if token.type == "inline" and "It happened" in token.content]  # fmt: skip
    assert [[child.content for child in line if child.type == "code_inline"][-1] for line in inline] == [source]


@pytest.mark.parametrize("text", ALL)
def test_no_text_is_more_than_text_in_the_summary(make: Make, text: str) -> None:
    hostile = summary(make(grade_full_of(text)))
    plain = [token.type for token in READER.parse(summary(make(grade_full_of("plain"))))]
    assert faults(hostile) == []
    for mark in ("heading_open", "table_open", "tr_open", "td_open"):
        assert [token.type for token in READER.parse(hostile)].count(mark) == plain.count(mark), mark
    assert len(hostile.encode()) < MAX_BYTES
    assert faults(refusal(clean_line(text))) == []


def test_a_summary_that_would_not_be_taken_is_cut_between_its_parts(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a tenth of what is taken: GitHub takes 1 MiB."""
    assert MAX_BYTES < 1 << 20
    monkeypatch.setattr("grader.ci.summary.MAX_BYTES", MAX_BYTES // 10)
    (task,) = grade_full_of("words").tasks
    line = "words " * 80 + "\n"
    tests = tuple(replace(task.tests[2], message=f"{number} {8 * line}") for number in range(90))
    large = replace(grade_full_of("words"), tasks=(replace(task, tests=tests),))
    said = summary(make(large))
    assert 0.08 * MAX_BYTES < len(said.encode()) < 0.12 * MAX_BYTES
    assert said.endswith("More does not fit in here; the report has all of it.\n")
    assert faults(said) == []
