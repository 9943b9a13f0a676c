"""An author's mistake is one sentence that names the file, the line and what there is to choose from."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.assignment import load_assignment
from grader.audit.subjects import basic_trials
from grader.errors import GraderError
from grader.exam import Exam
from grader.handout.notebook import notebooks
from grader.handout.scaffold import begin_assignment
from tests.support.copies import copied

TESTS = "solutions/steps/hidden_tests/test_1_1_squared_error.py"
REFERENCE = "solutions/steps/squared_error.py"
STUB = "assignments/steps/squared_error.py"
MANIFEST = "assignments/steps/assignment.toml"
LESSON = "assignments/steps/README.md"
MISTAKE = "solutions/steps/misconceptions/gradient-not-averaged.toml"
GOLDEN = Path(__file__).with_name("author_mistakes.txt")
"""The name of each mistake, and below it what its author reads."""
SENTENCES = dict(re.findall(r"^(\S.*)\n    (.*)$", GOLDEN.read_text("utf-8"), re.MULTILINE))
Change = Callable[[bytes], bytes]


def replaced(old: str, new: str) -> Change:
    """Another passage in place of one."""

    def change(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), 1)

    return change


def in_latin_1(content: bytes) -> bytes:
    """One more line, whose comment is not UTF-8."""
    return content + b"# \xfcber\n"


ABOVE = "@pytest.mark.points(3)\n"
ARGUMENTS = "student: Any, reference: Any, rng: np.random.Generator, length: int"
CALL = "    found = check.number(student.squared_error(outputs, targets)"
MISTAKES: dict[str, tuple[str, Change]] = {
    "misspelt fixture": (TESTS, replaced(ARGUMENTS, ARGUMENTS.replace("reference", "refrence"))),
    "task without argument": (TESTS, replaced('pytest.mark.task("1.1")', "pytest.mark.task")),
    "another task": (TESTS, replaced('pytest.mark.task("1.1")', 'pytest.mark.task("1.7")')),
    "misspelt mark": (TESTS, replaced("@pytest.mark.pure", "@pytest.mark.pur")),
    "no points": (TESTS, replaced(ABOVE, "")),
    "points in words": (TESTS, replaced("points(3)", 'points("three")')),
    "points that do not add up": (TESTS, replaced("points(3)", "points(4)")),
    "feedback that there is not": (TESTS, replaced(ABOVE, f'{ABOVE}@pytest.mark.feedback("all")\n')),
    "seconds below zero": (TESTS, replaced(ABOVE, f"{ABOVE}@pytest.mark.call_seconds(-1)\n")),
    "needs what is not there": (
        TESTS,
        replaced("@pytest.mark.points(1)\n", '@pytest.mark.points(1)\n@pytest.mark.needs("test_eror")\n'),
    ),
    "syntax error in a test": (TESTS, replaced("def case(", "def case)(")),
    "name that is not there": (TESTS, replaced("import check,", "import chek,")),
    "syntax error in the reference": (REFERENCE, replaced("def squared_error(", "def squared_error)(")),
    "syntax error in a known mistake": (MISTAKE, replaced('new = "2.0 * (', 'new = "2.0 * ((')),
    "a test in Latin-1": (TESTS, in_latin_1),
    "a reference in Latin-1": (REFERENCE, in_latin_1),
    "a stub in Latin-1": (STUB, in_latin_1),
    "a manifest in Latin-1": (MANIFEST, in_latin_1),
    "a known mistake in Latin-1": (MISTAKE, in_latin_1),
    "a handout in Latin-1": (LESSON, in_latin_1),
    "wrong key": (MANIFEST, replaced("points = 10", "pionts = 10")),
    "wrong value": (MANIFEST, replaced('"category"', '"categories"')),
    "name that is nowhere": (MANIFEST, replaced('"squared_error_gradient"', '"squared_eror_gradient"')),
    "section that is not there": (MISTAKE, replaced("task-11-a-squared-error", "task-12-a-squared-error")),
    "step that is not there": (MISTAKE, replaced('step = "mean"', 'step = "median"')),
    "known mistake of no task": (MISTAKE, replaced('task = "1.1"', 'task = "1.2"')),
    "old text that is not there": (MISTAKE, replaced('old = "2.0', 'old = "3.0')),
    "import of student code": (
        TESTS,
        replaced(
            f"{ARGUMENTS}) -> None:",
            "reference: Any, rng: Any, length: int) -> None:\n    import squared_error as student",
        ),
    ),
    "monkeypatch": (TESTS, replaced(ARGUMENTS, f"{ARGUMENTS}, monkeypatch: Any")),
    "capsys": (TESTS, replaced(ARGUMENTS, f"{ARGUMENTS}, capsys: Any")),
    "calls nothing": (TESTS, replaced(CALL, "    found = check.number(squared_error(outputs, targets)")),
    "tmp_path": (
        TESTS,
        lambda content: replaced(CALL, f"    student.squared_error(tmp_path / 'x')\n{CALL}")(
            replaced(ARGUMENTS, f"{ARGUMENTS}, tmp_path: Any")(content)
        ),
    ),
}


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with a new assignment."""
    folder = tmp_path_factory.mktemp("course")
    begin_assignment("steps", None, folder)
    return folder


@pytest.fixture
def course(fresh: Path, tmp_path: Path) -> Path:
    """A copy of it to make a mistake in."""
    return copied(fresh, tmp_path / "course")


def told(course: Path) -> str:
    """What an author reads first about the assignment, with paths from the course; nothing if all is well."""
    try:
        assignment = load_assignment(course / "assignments" / "steps")
        notebooks(assignment)
        with Exam(assignment) as exam:
            reference = basic_trials(assignment)[0].submission
            found = "".join(exam.grade(reference).problems[:1])
    except GraderError as error:
        found = str(error)
    return re.sub(rf"{re.escape(str(course))}/", "", found)


@pytest.mark.drawn(8)
@pytest.mark.parametrize("name", MISTAKES)
def test_an_authors_mistake_is_one_sentence(course: Path, name: str) -> None:
    file, change = MISTAKES[name]
    (course / file).write_bytes(change((course / file).read_bytes()))
    assert told(course) == SENTENCES[name]


def test_each_has_a_golden_text_and_no_other_is_there() -> None:
    assert MISTAKES.keys() == SENTENCES.keys()


def test_the_page_on_what_went_wrong_has_each_sentence() -> None:
    page = Path(__file__).parents[3] / "docs" / "what-went-wrong.md"
    assert set(SENTENCES.values()) <= {line.strip() for line in page.read_text("utf-8").splitlines()}


def test_byte_order_marks_are_no_mistake(course: Path) -> None:
    for name in (TESTS, REFERENCE, STUB, MANIFEST, MISTAKE, LESSON):
        (course / name).write_bytes(b"\xef\xbb\xbf" + (course / name).read_bytes())
    assert told(course) == ""


def test_an_alternative_without_a_module_is_named(course: Path) -> None:
    (course / "solutions" / "steps" / "alternatives" / "to-come").mkdir()
    assert told(course) == (
        "solutions/steps/alternatives/to-come could not be handed in by a student: There is nothing to grade here: "
        "hand in squared_error.py."
    )
