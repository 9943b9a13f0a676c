"""The results as JUnit XML, in what Jenkins, GitLab and the readers for GitHub have in common. Trusted side; pure.

Text is cleaned before it gets here, so no character of it is illegal in XML. Except for `time`, the same grade gives
the same bytes. `type` is a word of ours: GitLab reads some types as another kind of data, or refuses the whole file.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from xml.etree import ElementTree as ET

from grader.ci.format import Job, Output, OutputFile, ResultFormat, System
from grader.ci.results import Results, TaskReport, TestReport
from grader.model import Outcome

_ELEMENTS: Mapping[Outcome, str] = {
    Outcome.FAILED: "failure",
    Outcome.NOT_RUN: "skipped",
    Outcome.ERROR: "error",
}


class JUnit(ResultFormat):
    """JUnit XML, which most systems read."""

    name = "junit"
    about = "`DIR/junit.xml`: a suite for each task, a case for each test, with times"
    systems = frozenset({System.GITHUB, System.GITLAB, System.OTHER})
    files = ("junit.xml",)

    def render(self, results: Results, job: Job) -> Iterator[Output]:  # noqa: ARG002 # the same everywhere
        """The file."""
        yield OutputFile(self.files[0], junit(results))


def junit(results: Results) -> bytes:
    """A suite for each task, a case for each test; a test that could not judge is an `error`."""
    root = ET.Element("testsuites", {"name": results.page.title, **_facts(_all_tests(results.tasks))})
    root.extend(map(_suite, results.tasks))
    ET.indent(root)
    file = BytesIO()
    ET.ElementTree(root).write(file, encoding="utf-8", xml_declaration=True)
    return file.getvalue() + b"\n"


def _all_tests(tasks: Iterable[TaskReport]) -> list[TestReport]:
    return [test for task in tasks for test in task.tests]


def _suite(task: TaskReport) -> ET.Element:
    suite = ET.Element("testsuite", {"name": task.name, **_facts(task.tests), "skipped": _count(task.tests, "skipped")})
    suite.extend(_case(task, test) for test in task.tests)
    return suite


def _case(task: TaskReport, test: TestReport) -> ET.Element:
    located = {"file": test.location.path} if test.location else {}
    if test.location and test.location.line:
        located["line"] = str(test.location.line)
    case = ET.Element("testcase", {"classname": task.name, "name": test.name, **located, **_time([test])})
    if test.outcome is not Outcome.PASSED:
        said = test.said or ("Not right yet.",)
        kind = _ELEMENTS[test.outcome]
        attributes = {"message": said[0]} if kind == "skipped" else {"message": said[0], "type": test.call_status.value}
        ET.SubElement(case, kind, attributes).text = "\n".join(said)
    return case


def _facts(tests: Sequence[TestReport]) -> dict[str, str]:
    return {
        "tests": str(len(tests)),
        "failures": _count(tests, "failure"),
        "errors": _count(tests, "error"),
        **_time(tests),
    }


def _time(tests: Iterable[TestReport]) -> dict[str, str]:
    """How long they took, in seconds; nothing where nobody measured it."""
    seconds = [test.seconds for test in tests if test.seconds is not None]
    return {"time": f"{sum(seconds):.3f}"} if seconds else {}


def _count(tests: Iterable[TestReport], element: str) -> str:
    return str(sum(_ELEMENTS.get(test.outcome) == element for test in tests))
