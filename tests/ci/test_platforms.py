"""The files of Gradescope, Classroom 50 and GitLab, held against what these systems take by their documentation.

Each reader names its source. Those of GitHub's log and outputs are `tests/support/ci_runner.py` and
`test_step_outputs.py`, that of JUnit is `test_junit.py`.
"""

from pathlib import PurePosixPath
from typing import Annotated, Literal

import msgspec
import pytest
from msgspec import Meta, Struct
from msgspec.structs import replace

from grader.ci import classroom50, gitlab, gradescope
from grader.ci.formats import FORMATS, is_read_here
from grader.errors import UsageError
from grader.model import Grade
from tests.ci.conftest import Make
from tests.support.payloads import ALL
from tests.support.result_formats import NOW, RUNNER
from tests.support.sample_grades import grade_full_of, perfect_grade, sample_grade

Text = Annotated[str, Meta(min_length=1)]
Whole = Annotated[int, Meta(ge=0)]
Moment = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$")]
Visibility = Literal["hidden", "after_due_date", "after_published", "visible"]
Form = Literal["text", "html", "simple_format", "md", "ansi"]


class GradescopeTest(Struct, forbid_unknown_fields=True):
    """A test as Gradescope takes it."""

    score: float
    max_score: float
    status: Literal["passed", "failed"]
    name: str
    name_format: Form
    number: str
    output: str
    output_format: Form
    visibility: Visibility


class GradescopeResults(Struct, forbid_unknown_fields=True):
    """results.json: gradescope-autograders.readthedocs.io, Autograder Specifications, Output Format."""

    score: float
    output: str
    output_format: Form
    visibility: Visibility
    stdout_visibility: Visibility
    extra_data: dict[str, str]
    tests: list[GradescopeTest]


class ClassroomTest(Struct, forbid_unknown_fields=True, rename="kebab"):
    """A test as Classroom 50 takes it."""

    test_name: Text
    passed: bool
    score: Whole
    max_score: Whole


class ClassroomResult(Struct, forbid_unknown_fields=True, rename={"max_score": "max-score"}):
    """result.json: github.com/foundation50/classroom50, the runner in its skeleton, `classroom50/result/v1`."""

    schema: Literal["classroom50/result/v1"]
    classroom: Text
    assignment: Text
    assignment_type: Literal["individual", "group"]
    owner: Text
    submission: Annotated[str, Meta(pattern="^submit/")]
    commit: Text
    release: Text
    review: Text
    datetime: Moment
    score: Whole
    max_score: Whole
    tests: list[ClassroomTest]


class Lines(Struct, forbid_unknown_fields=True):
    """Where in a file."""

    begin: Annotated[int, Meta(ge=1)]


class Location(Struct, forbid_unknown_fields=True):
    """Where."""

    path: Text
    lines: Lines


class QualityIssue(Struct, forbid_unknown_fields=True):
    """An entry of the code quality report: docs.gitlab.com/ci/testing/code_quality, Code Quality report format."""

    description: Text
    check_name: Text
    fingerprint: Text
    severity: Literal["info", "minor", "major", "critical", "blocker"]
    location: Location


def gradescope_reads(content: bytes) -> GradescopeResults:
    return msgspec.json.decode(content, type=GradescopeResults)


def classroom_reads(content: bytes) -> ClassroomResult:
    """As its runner does: whole numbers only, no boolean for one, and never more points than there are."""
    found = msgspec.json.decode(content, type=ClassroomResult)
    assert found.score <= found.max_score
    assert all(part.score <= part.max_score for part in found.tests)
    return found


def gitlab_reads(content: bytes) -> list[QualityIssue]:
    found = msgspec.json.decode(content, type=list[QualityIssue])
    assert len({issue.fingerprint for issue in found}) == len(found)
    assert not any(PurePosixPath(issue.location.path).is_absolute() for issue in found)
    return found


def classroom(grade: Grade, make: Make) -> ClassroomResult:
    return classroom_reads(classroom50.document(make(grade), classroom50.WorkflowRun.of(RUNNER), NOW))


def test_gradescope_gets_every_test_with_its_points_and_what_the_report_says(make: Make) -> None:
    grade = sample_grade()
    found = gradescope_reads(gradescope.document(make(grade)))
    tests = [test for task in grade.tasks for test in task.tests]
    assert (found.score, [test.score for test in found.tests]) == (72.5, [test.score for test in tests])
    assert sum(test.max_score for test in found.tests) == pytest.approx(100)
    assert found.output.startswith("72.5 of 100 points\n")
    assert "'activations.py' was ignored" in found.output
    assert found.extra_data == {"digest": grade.digest, "isolation": "jailed"}
    wrong = next(test for test in found.tests if test.name.startswith("Backward: a sigmoid"))
    assert (wrong.status, wrong.number) == ("failed", "2.1")
    assert "known mistake" in wrong.output


def test_all_of_gradescopes_text_is_plain_and_what_was_printed_is_for_instructors(make: Make) -> None:
    found = gradescope_reads(gradescope.document(make(sample_grade())))
    assert {
        found.output_format,
        *(kind for test in found.tests for kind in (test.name_format, test.output_format)),
    } == {"text"}
    assert found.stdout_visibility == "hidden"


def test_gradescope_says_what_to_do_about_work_that_cannot_be_read() -> None:
    found = gradescope_reads(gradescope.refusal("There is nothing to grade here: hand in a.py."))
    assert (found.score, found.output, found.tests) == (0.0, "There is nothing to grade here: hand in a.py.", [])


def test_classroom_50_gets_whole_points_in_the_same_proportion(make: Make) -> None:
    grade = sample_grade()
    found = classroom(grade, make)
    assert found.score / found.max_score == grade.score / grade.max_score
    assert [part.score / found.max_score for part in found.tests] == pytest.approx(
        [task.score / grade.max_score for task in grade.tasks]
    )
    assert classroom(perfect_grade(), make).score == classroom(perfect_grade(), make).max_score == found.max_score
    assert found.datetime == "2026-09-01T12:00:00Z"
    assert (found.owner, found.assignment_type, found.review) == ("alice", "group", RUNNER["REVIEW_URL"])


def test_whole_points_stay_as_they_are(make: Make) -> None:
    grade = grade_full_of("x")
    assert (classroom(grade, make).score, classroom(grade, make).max_score) == (1, 3)
    assert "counts whole points" not in classroom50.release_body(make(grade))
    assert "each point is 2 there" in classroom50.release_body(make(sample_grade()))


def test_points_that_no_number_makes_whole_never_exceed_what_there_is(make: Make) -> None:
    grade = grade_full_of("x")
    (task,) = grade.tasks
    thirds = replace(task, tests=tuple(replace(test, max_score=1 / 3 + 1e-4, score=0.0) for test in task.tests))
    assert classroom(replace(grade, tasks=(thirds,)), make).score == 0


@pytest.mark.parametrize("missing", ["CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL"])
def test_outside_of_classroom_50_its_format_is_refused_with_what_is_missing(missing: str) -> None:
    with pytest.raises(UsageError, match=f"needs {missing} in"):
        classroom50.WorkflowRun.of({**RUNNER, missing: ""})


def test_an_older_runner_tells_less() -> None:
    older = {name: value for name, value in RUNNER.items() if name not in {"OWNER", "ASSIGNMENT_TYPE", "REVIEW_URL"}}
    run = classroom50.WorkflowRun.of({**older, "USERNAME": "bob"})
    assert (run.owner, run.assignment_type, run.review) == ("bob", "individual", run.commit)


def test_gitlab_gets_an_issue_for_each_reason_at_its_place(make: Make) -> None:
    found = gitlab_reads(gitlab.code_quality(make(sample_grade(), multi_layer_network="src/multi_layer_network.py")))
    known = next(issue for issue in found if "derivative twice" in issue.description)
    assert (known.location.path, known.location.lines.begin) == ("src/multi_layer_network.py", 41)


def test_a_reason_keeps_its_fingerprint_when_its_line_moves(make: Make) -> None:
    grade = sample_grade()
    moved = msgspec.json.decode(msgspec.json.encode(grade).replace(b'"first":41', b'"first":42'), type=Grade)
    assert moved != grade
    before, after = (
        gitlab_reads(gitlab.code_quality(make(each, multi_layer_network="multi_layer_network.py")))
        for each in (grade, moved)
    )
    assert [issue.fingerprint for issue in before] == [issue.fingerprint for issue in after]


def test_gitlab_gets_a_link_to_the_report() -> None:
    link = msgspec.json.decode(gitlab.links("week 1/report.html", "https://gitlab.example/g/p/-/jobs/7"))
    assert link == {
        "Grader": [
            {
                "external_link": {
                    "label": "Report of the grading",
                    "url": "https://gitlab.example/g/p/-/jobs/7/artifacts/file/week%201/report.html",
                }
            }
        ]
    }


@pytest.mark.drawn(12)
@pytest.mark.parametrize("text", ALL)
def test_no_text_breaks_any_of_them(make: Make, text: str) -> None:
    results = make(grade_full_of(text))
    found = gradescope_reads(gradescope.document(results))
    assert len(found.tests) == 3
    assert "\x1b" not in found.output + "".join(test.output + test.name for test in found.tests)
    assert classroom(grade_full_of(text), make).score == 1
    gitlab_reads(gitlab.code_quality(make(grade_full_of(text), plain="plain.py")))


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ({"score": True}, ClassroomResult),
        ({"extra": 1}, ClassroomResult),
        ({"visibility": "secret"}, GradescopeResults),
        ({"extra": 1}, GradescopeResults),
    ],
)
def test_the_readers_refuse_what_the_systems_do(make: Make, document: dict[str, object], kind: type[Struct]) -> None:
    """The control."""
    results = make(sample_grade())
    made = (
        classroom50.document(results, classroom50.WorkflowRun.of(RUNNER), NOW)
        if kind is ClassroomResult
        else gradescope.document(results)
    )
    spoiled = msgspec.json.encode({**msgspec.json.decode(made), **document})
    msgspec.json.decode(made, type=kind)
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(spoiled, type=kind)


@pytest.mark.parametrize(
    ("environment", "formats"),
    [
        ({}, {"log", "junit"}),
        ({"CI": "true"}, {"log", "junit"}),
        ({"GITHUB_ACTIONS": "true", "CI": "true"}, {"annotations", "summary", "outputs", "junit"}),
        ({"GITLAB_CI": "true", "CI": "true"}, {"log", "junit", "gitlab"}),
        ({"GITHUB_ACTIONS": "true", "CLASSROOM50_BUNDLE_DIR": "/b"}, {"annotations", "classroom50"}),
    ],
)
def test_a_system_is_known_by_its_variables(environment: dict[str, str], formats: set[str]) -> None:
    assert {each.name for each in FORMATS.all() if is_read_here(each, environment)} == formats
