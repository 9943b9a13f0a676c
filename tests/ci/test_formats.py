"""A format of the results is one class: those of the grader keep what the protocol says, and a package may add more."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.ci.delivery import Delivery
from grader.ci.format import ResultFormat
from grader.ci.formats import FORMATS
from grader.errors import HarnessError, SubmissionError, UsageError
from tests.ci.conftest import Make
from tests.support.plugins import install_package
from tests.support.result_formats import JOB, all_formats
from tests.support.sample_grades import sample_grade, withheld_grade

LINES = """
from grader.ci.format import LoggedText, OutputFile, ResultFormat, System

class Lines(ResultFormat):
    name = "lines"
    about = "`DIR/lines.txt`: a line for each task"
    systems = frozenset({System.OTHER})
    files = ("lines.txt",)

    def render(self, results, job):
        yield OutputFile("lines.txt", "\\n".join(task.name for task in results.tasks).encode())
        yield LoggedText("lines are written\\n")

class Nothing:
    name = "nothing"
"""


def delivery(folder: Path, said: list[str], *wanted: str) -> Delivery:
    (folder / "work").mkdir(exist_ok=True)
    output = folder / "out"
    return Delivery(wanted, output, {}, folder, folder / "work", 0.0, said.append, said.append)


@pytest.mark.parametrize("result_format", FORMATS.built_in, ids=lambda each: each.name)
def test_a_format_leaves_no_file_that_it_does_not_name(result_format: ResultFormat, make: Make) -> None:
    """Only what it names is cleared before a run."""
    named = {*result_format.files, *result_format.checkout_files}
    for grade in (sample_grade(), withheld_grade("mei")):
        outputs = [*result_format.render(make(grade), JOB), *result_format.refuse(HarnessError("It broke."), JOB)]
        assert {each.name for each in outputs if hasattr(each, "name")} <= named


OF_TESTS_ALONE = {"annotations", "junit", "gitlab", "log"}
OTHER_SCORE = 41.0


@pytest.mark.parametrize("result_format", FORMATS.built_in, ids=lambda each: each.name)
def test_no_format_tells_the_points_of_a_withheld_grade(result_format: ResultFormat, make: Make) -> None:
    """What it writes is the same whatever the points are. The control is the same work with a grade."""
    withheld, graded = (
        [str(list(result_format.render(make(each), JOB))) for each in (grade, replace(grade, score=OTHER_SCORE))]
        for grade in (withheld_grade("mei"), sample_grade())
    )
    assert withheld[0] == withheld[1]
    assert graded[0] != graded[1] or (result_format.name in OF_TESTS_ALONE and graded[0] != "[]")


def test_a_package_adds_a_format_that_is_made_where_it_says(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_package(tmp_path, "course_lines", LINES, "[grader.formats]\nlines = course_lines:Lines\n")
    assert "lines" not in FORMATS.names
    monkeypatch.syspath_prepend(tmp_path)
    assert FORMATS.names == (*(each.name for each in FORMATS.built_in), "lines")
    said: list[str] = []
    results = make(sample_grade())
    delivery(tmp_path, said).deliver(results)
    assert said[-1] == "lines are written\n"
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"junit.xml", "lines.txt"}
    assert (tmp_path / "out" / "lines.txt").read_text() == "\n".join(task.name for task in results.tasks)
    delivery(tmp_path, said).clear()
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    ("point", "said"),
    [
        ("lines = course_lines:Absent", "AttributeError"),
        ("lines = course_absent:Lines", "ModuleNotFoundError"),
        ("nothing = course_lines:Nothing", "not derived from grader.ci.format.ResultFormat"),
        ("other = course_lines:Lines", "it calls itself 'lines'"),
        ("junit = course_lines:Lines", "course-lines cannot be used"),
    ],
)
def test_a_package_whose_format_cannot_be_used_is_named_and_nothing_forged_stays(
    point: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_package(tmp_path, "course_lines", LINES, f"[grader.formats]\n{point}\n")
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "grade.json").write_text("forged")
    with pytest.raises(UsageError, match=r"fix or uninstall it\.$") as refused:
        delivery(tmp_path, []).clear()
    assert said in str(refused.value).replace("_", "-") or said in str(refused.value)
    assert list((tmp_path / "out").iterdir()) == []


def test_work_that_cannot_be_read_is_told_where_students_look() -> None:
    fault = SubmissionError("Nothing can be read.")
    said = {each.name for each in FORMATS.built_in if "Nothing can be read." in str(list(each.refuse(fault, JOB)))}
    assert said == {"annotations", "summary", "gradescope"}


@pytest.mark.parametrize("result_format", FORMATS.built_in, ids=lambda each: each.name)
def test_the_search_for_hidden_values_covers_every_format(result_format: ResultFormat, make: Make) -> None:
    """A format that is added is searched too, without a word about it in the tests."""
    elsewhere = {"summary.md", "gl-annotations.json"}  # read under the format's name; made where a job has an address
    files = {*result_format.files, *result_format.checkout_files} - elsewhere
    assert (files or {result_format.name}) <= set(all_formats(make(sample_grade())))
