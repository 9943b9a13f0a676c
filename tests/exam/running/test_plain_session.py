"""A plain `pytest` in a course runs hidden and public tests on the reference, as an editor's test button does."""

import subprocess
import sys
from pathlib import Path

import pytest

from grader.handout.scaffold import begin_assignment

WORDS = "solutions/first_python/hidden_tests/test_1_1_words.py"
PROPERTY = '''

from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.points(0)
@given(st.lists(st.sampled_from(WORDS)))
def test_any_words(student: Any, reference: Any, words: list[str]) -> None:
    """Any words are counted."""
    check.equal(student.count_words(" ".join(words)), reference.count_words(" ".join(words)), "the counts")


@pytest.mark.points(0)
def test_of_the_process(student: Any) -> None:
    """What the student's code raises is raised by a guest's."""
    with pytest.raises(ValueError) as raised:
        student.longest_words("fig", -1)
    assert type(raised.value).__module__.startswith("grader.")
'''


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with two assignments, whose files of public and hidden tests have the same names."""
    for kind in ("numpy", "python"):
        begin_assignment(f"first_{kind}", None, tmp_path, kind)
    return tmp_path


def run(course: Path, *more: str) -> tuple[int, str]:
    """Runs pytest there; returns its exit code and what it printed."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *more]
    done = subprocess.run(command, cwd=course, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_all_tests_of_a_course_pass_for_its_references(course: Path) -> None:
    with (course / WORDS).open("a") as file:
        file.write(PROPERTY)
    code, text = run(course, "-W", "error")
    assert (code, "16 passed" in text) == (0, True), text


def test_what_breaks_is_shown_by_pytest_and_a_mistake_in_a_sentence(course: Path) -> None:
    tests = course / WORDS
    tests.write_text(tests.read_text().replace('"oat"), text_of(rng)', '"oat"), text_of()'))
    code, text = run(course, WORDS, "-k", "counts")
    assert (code, "text_of() missing 1 required positional argument: 'rng'" in text) == (1, True), text
    tests.write_text(tests.read_text().replace("student: Any, reference", "capsys: Any, student: Any, reference"))
    code, text = run(course, WORDS)
    assert code == 4
    assert "uses `capsys`, which sees nothing that is printed in the process where student code runs" in text


def test_elsewhere_nothing_of_it_is_imported(tmp_path: Path) -> None:
    (tmp_path / "test_other.py").write_text(
        "import sys\ndef test_other(pytestconfig):\n"
        "    assert pytestconfig.pluginmanager.has_plugin('grader-course')\n"
        "    assert not {'grader.exam', 'numpy'} & set(sys.modules)\n"
    )
    code, text = run(tmp_path)
    assert (code, "1 passed" in text) == (0, True), text
