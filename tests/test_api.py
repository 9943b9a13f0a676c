"""The public API: its examples run, it loads nothing that nobody asked for, and a script of five lines grades."""

import doctest
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import grader
from grader import api
from grader.errors import UsageError
from grader.gradebook.store import STORE
from grader.model import Grade
from grader.output.folder import decode_grade, encode_grade
from tests.support.sample_grades import sample_grade
from tests.support.tiny import SOLUTION, lay_out_tiny

FUNCTIONS = [name for name in api.__all__ if inspect.isfunction(getattr(api, name))]
ROOMS = (
    "grading", "similarity", "pushes", "gradebooks", "records", "reports", "checking", "handing_in", "machine",
    "authoring",
)  # fmt: skip
"""The modules, in an order in which examples can go on with what those before them have left."""
PUBLIC_TESTS = {
    "test_1_tiny_double.py": "def test_double():\n    import tiny_double\n    assert tiny_double.double(1) == 2\n",
    "test_2_tiny_shift.py": "def test_shift():\n    import tiny_shift\n    assert tiny_shift.shift(1) == 2\n",
}
SCRIPT = """\
from grader import ClassOptions, Isolation, grade, grade_class

print(grade("jane", assignment={assignment!r}, isolation=Isolation.PROCESS).score)
for result in grade_class(".", assignment={assignment!r}, options=ClassOptions(isolation=Isolation.PROCESS)):
    print(result.submission, result.score)
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with the tiny assignment and two students: Jane's work is right, Kim's half."""
    root = tmp_path_factory.mktemp("course")
    public = lay_out_tiny(root).folder / "public_tests"
    public.mkdir()
    for name, source in PUBLIC_TESTS.items():
        (public / name).write_text(source)
    for student in ("jane", "kim"):
        (root / "submissions" / student).mkdir(parents=True)
        for name, source in SOLUTION.items():
            (root / "submissions" / student / name).write_text(source)
    (root / "submissions" / "kim" / "tiny_shift.py").write_text("def shift(x): return x\n")
    return root


def examples(name: str) -> doctest.DocTest:
    (found,) = doctest.DocTestFinder(recurse=False).find(getattr(api, name), name, globs={})
    return found


def test_the_examples_of_the_public_face_give_what_they_say(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(course)
    said: list[str] = []
    runner = doctest.DocTestRunner()
    for name in sorted(FUNCTIONS, key=_place):
        runner.run(examples(name), out=said.append)
    assert said == []
    assert runner.summarize(verbose=False).attempted >= len(FUNCTIONS)
    assert (course / "results" / STORE).is_file()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_has_an_example_and_tells_its_arguments(name: str) -> None:
    written = inspect.getdoc(getattr(api, name)) or ""
    assert examples(name).examples
    for parameter in inspect.signature(getattr(api, name)).parameters:
        assert f"{parameter}: " in written or len(inspect.signature(getattr(api, name)).parameters) <= 2


def test_the_package_offers_exactly_the_public_face() -> None:
    assert grader.__all__ == api.__all__
    assert [getattr(grader, name) for name in grader.__all__] == [getattr(api, name) for name in api.__all__]
    assert set(api.__all__) <= set(dir(grader))
    with pytest.raises(AttributeError, match="nothing_like_it"):
        grader.nothing_like_it  # noqa: B018 # it is asked for


def test_a_guest_gets_nothing_of_it_by_importing_the_package() -> None:
    """The control beside it: whoever asks for a name gets the trusted side's modules."""
    shown = "; print('grader.api' in sys.modules, 'grader.model' in sys.modules)"
    assert _python(f"import sys, grader, grader.guest.zygote, grader.guest.kernel{shown}") == "False False"
    assert _python(f"import sys; from grader import Grade{shown}") == "True True"


def test_loading_a_grade_loads_no_exam() -> None:
    assert _python("import sys; from grader import load_grade; print('pytest' in sys.modules)") == "False"


def test_a_script_of_five_lines_grades_from_a_folder_of_submissions(course: Path, tmp_path: Path) -> None:
    """It stands elsewhere, and needs no guard for the processes that grade for it."""
    script = tmp_path / "mark.py"
    script.write_text(SCRIPT.format(assignment=str(course / "assignments" / "tiny")))
    assert len(SCRIPT.splitlines()) == 5
    ended = subprocess.run(
        [sys.executable, script], cwd=course / "submissions", capture_output=True, text=True, check=False
    )
    first, *others = ended.stdout.splitlines()
    assert (first, sorted(others)) == ("5.0", ["jane 5.0", "kim 3.0"]), ended.stderr


def test_a_script_among_the_submissions_is_refused(course: Path, tmp_path: Path) -> None:
    """Whatever a student calls `numpy.py` would be imported there. The control is the test before."""
    (tmp_path / "class" / "jane").mkdir(parents=True)
    script = tmp_path / "class" / "mark.py"
    script.write_text(
        SCRIPT.format(assignment=str(course / "assignments" / "tiny")).replace('grade("jane"', 'grade("."')
    )
    ended = subprocess.run([sys.executable, script], cwd=script.parent, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert f"UsageError: Python looks for modules in {script.parent.resolve()}" in ended.stderr


def test_a_grade_that_was_written_is_loaded_as_its_student_may_read_it(tmp_path: Path) -> None:
    content = encode_grade(decode_grade(encode_grade(sample_grade())))  # the sample has whole numbers for points
    (tmp_path / "grade.json").write_bytes(content)
    loaded = api.load_grade(tmp_path)
    assert isinstance(loaded, Grade)
    assert encode_grade(loaded) == content
    assert loaded == decode_grade(content) == api.load_grade(tmp_path / "grade.json")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{}", "is not a readable grade"),
        (b"\xff", "is not a readable grade"),
        (b'{"schema": "grader/grade/99"}', "its schema is 'grader/grade/99'"),
        (None, "give a grade.json"),
    ],
)
def test_what_is_not_a_grade_is_refused_in_one_sentence(content: bytes | None, said: str, tmp_path: Path) -> None:
    file = tmp_path / "grade.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UsageError, match=said):
        api.load_grade(file)


def _place(name: str) -> tuple[int, int]:
    """Where a function stands: in which module, and on which line."""
    function = getattr(api, name)
    return ROOMS.index(function.__module__.rpartition(".")[2]), inspect.getsourcelines(function)[1]


def _python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
