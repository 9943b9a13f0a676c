"""junit.xml is read by others as it is meant, whatever text is in it."""

from xml.etree import ElementTree as ET

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite
from msgspec.structs import replace

from grader.ci.junit import junit
from grader.model import CallStatus, FeedbackLevel
from grader.sanitize import clean_line
from tests.ci.conftest import Make
from tests.support.payloads import ALL
from tests.support.sample_grades import grade_full_of, grade_of_one, perfect_grade, sample_grade, withheld_grade

# What the readers have in common: Jenkins's schema, with `file` and `line` as pytest writes and GitLab reads them.
ALLOWED = {
    "testsuites": {"name", "tests", "failures", "errors", "time"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped", "time"},
    "testcase": {"classname", "name", "file", "line", "time"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "skipped": {"message"},
}
# GitLab takes these types of an element for another kind of data than text.
CAST = frozenset(
    {
        *("symbol", "date", "datetime", "duration", "integer", "float", "decimal", "boolean", "string"),
        *("yaml", "base64Binary", "binary", "file"),
    }
)


def suites(content: bytes) -> list[TestSuite]:
    return list(JUnitXml.fromstring(content))


def cases(content: bytes) -> list[TestCase]:
    return [case for suite in suites(content) for case in suite]


def test_every_task_is_a_suite_and_every_test_a_case(make: Make) -> None:
    grade = sample_grade()
    content = junit(make(grade, multi_layer_network="src/multi_layer_network.py"))
    assert [suite.name for suite in suites(content)] == [f"{task.id} {task.title}" for task in grade.tasks]
    assert [suite.tests for suite in suites(content)] == [len(task.tests) for task in grade.tasks]
    failed = [case for case in cases(content) if isinstance(next(iter(case.result), None), Failure)]
    assert len(failed) == sum(test.score == 0 for task in grade.tasks for test in task.tests)
    known = next(case for case in failed if case.name.startswith("Backward: a sigmoid"))
    assert known._elem.attrib["file"] == "src/multi_layer_network.py"
    assert "Write out `dL/da`" in known.result[0].text


def test_what_was_not_judged_is_an_error_and_what_was_not_run_is_skipped(make: Make) -> None:
    first, second, third, *_ = cases(junit(make(withheld_grade())))
    assert isinstance(first.result[0], Error)
    assert isinstance(second.result[0], Skipped)
    assert isinstance(third.result[0], Skipped)
    (suite, *_) = suites(junit(make(withheld_grade())))
    assert (suite.errors, suite.skipped) == (1, 2)


def test_a_perfect_grade_has_nothing_but_passed_cases(make: Make) -> None:
    assert all(case.is_passed for case in cases(junit(make(perfect_grade()))))


@pytest.mark.drawn(12)
@pytest.mark.parametrize("text", ALL)
def test_no_text_breaks_the_file_or_adds_to_it(make: Make, text: str) -> None:
    plain, hostile = (ET.fromstring(junit(make(grade_full_of(word)))) for word in ("plain", text))  # noqa: S314 # ours
    assert [element.tag for element in hostile.iter()] == [element.tag for element in plain.iter()]
    for element in hostile.iter():
        assert set(element.attrib) <= ALLOWED[element.tag]
        assert element.get("type") not in CAST
        assert element.get("type", "raised") in set(CallStatus)
    names = [(case.get("classname"), case.get("name")) for case in hostile.iter("testcase")]
    assert len(set(names)) == len(names), "GitLab drops the second of a name"
    assert all((reason.text or "").strip() for tag in ("failure", "error", "skipped") for reason in hostile.iter(tag))


def test_a_test_that_may_say_nothing_still_has_a_reason(make: Make) -> None:
    (test, *_) = grade_full_of("x").tasks[0].tests
    silent = replace(
        test, message="", feedback_level=FeedbackLevel.NOTHING, misconception=None, evidence=type(test.evidence)()
    )
    (case,) = cases(junit(make(grade_of_one(silent))))
    assert case.result[0].text == "Not right yet."


def test_every_character_there_is_can_be_written_and_read() -> None:
    legal = {9, 10, 13, *range(0x20, 0xD800), *range(0xE000, 0xFFFE), *range(0x10000, 0x110000)}
    assert {ord(char) for code in range(0x110000) for char in clean_line(chr(code))} <= legal


def test_the_same_grade_gives_the_same_bytes(make: Make) -> None:
    assert junit(make(sample_grade())) == junit(make(sample_grade()))
