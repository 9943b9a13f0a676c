"""A change of the author's files concerns the tasks that have to do with it; where that is not clear, all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.assignment import Assignment, load_assignment
from grader.gradebook import task_sources
from grader.gradebook.depends import sources_of
from grader.gradebook.digests import named_contents
from grader.gradebook.task_sources import TaskSources
from tests.support.tiny import lay_out_tiny

BOTH = {"1", "2"}
MISTAKE = 'task = "2"\ntitle = "t"\n[[edits]]\nold = "x + 1.0"\nnew = """\n    import tiny_double\n    return x"""\n'
HELPER = "def one(): return 1.0\n"


@pytest.fixture
def assignment(tmp_path: Path) -> Assignment:
    """The tiny assignment, with a helper that the tests of task 2 import, and a known mistake of task 2."""
    tiny = lay_out_tiny(tmp_path)
    (tiny.hidden_tests / "helpers.py").write_text(HELPER)
    add(tiny.hidden_tests / "test_2.py", "from hidden_tests.helpers import one\n")
    (tiny.solution / "misconceptions").mkdir()
    (tiny.solution / "misconceptions" / "one.toml").write_text(MISTAKE.replace("import tiny_double\n    ", ""))
    return tiny


def add(file: Path, text: str = "\n# a remark\n") -> None:
    file.write_text(text + file.read_text() if text.startswith("from") else file.read_text() + text)


def tasks_of(assignment: Assignment) -> dict[str, str]:
    return dict(sources_of(load_assignment(assignment.folder)).tasks)


def changed(assignment: Assignment, change: Callable[[], object]) -> set[str]:
    before = tasks_of(assignment)
    change()
    after = tasks_of(assignment)
    return {task for task in before.keys() | after.keys() if before.get(task) != after.get(task)}


@pytest.mark.parametrize(
    ("file", "tasks"),
    [
        ("hidden_tests/test_1.py", {"1"}),
        ("hidden_tests/test_2.py", {"2"}),
        ("hidden_tests/helpers.py", {"2"}),
        ("tiny_double.py", {"1"}),
        ("tiny_shift.py", {"2"}),
        ("misconceptions/one.toml", {"2"}),
    ],
)
def test_a_file_concerns_the_task_that_it_is_of(assignment: Assignment, file: str, tasks: set[str]) -> None:
    assert changed(assignment, lambda: add(assignment.solution / file)) == tasks


@pytest.mark.parametrize("file", ["hidden_tests/conftest.py", "hidden_tests/numbers.csv", "table.json"])
def test_what_any_test_may_read_concerns_all(assignment: Assignment, file: str) -> None:
    assert changed(assignment, lambda: (assignment.solution / file).write_text("")) == BOTH


def test_stubs_concern_their_task_and_given_files_all(assignment: Assignment) -> None:
    assert changed(assignment, lambda: add(assignment.folder / "tiny_shift.py")) == {"2"}
    assert changed(assignment, lambda: add(assignment.folder / "given.py")) == BOTH


def said(assignment: Assignment, old: str, new: str) -> None:
    manifest = assignment.folder / "assignment.toml"
    assert old in manifest.read_text()
    manifest.write_text(manifest.read_text().replace(old, new))


def test_what_the_manifest_says_concerns_whom_it_is_said_of(assignment: Assignment) -> None:
    two = 'id = "2"\ntitle = "Shift"'
    assert changed(assignment, lambda: said(assignment, 'title = "Shift"', 'title = "Move"')) == set()
    two = two.replace("Shift", "Move")
    assert changed(assignment, lambda: said(assignment, two, f'{two}\nfeedback = "nothing"')) == {"2"}
    assert changed(assignment, lambda: said(assignment, "call_seconds = 1.0", "call_seconds = 2.0")) == BOTH
    assert changed(assignment, lambda: said(assignment, 'names = ["shift"]', 'names = ["shift", "move"]')) == BOTH
    asked = 'names = ["shift", "move"]'
    assert changed(assignment, lambda: said(assignment, asked, f'{asked}\nextra_files = ["table.csv"]')) == BOTH
    assert changed(assignment, lambda: said(assignment, 'title = "Tiny"', 'title = "Small"')) == set()


IMPORTS = (
    "from tiny_double import double\n",
    "from hidden_tests import tiny_double\n",
    'from importlib import import_module; import_module("tiny_double")\n',
    'from pathlib import Path; SOURCE = Path("solution") / "tiny_double.py"\n',
    "from runpy import run_path\n",
    "import glob as found\n",
)


@pytest.mark.parametrize("line", IMPORTS)
def test_whatever_a_test_loads_concerns_its_task_too(assignment: Assignment, line: str) -> None:
    add(assignment.hidden_tests / "test_2.py", line)
    assert changed(assignment, lambda: add(assignment.solution / "tiny_double.py")) == BOTH


def test_so_does_what_its_helpers_and_its_known_mistakes_load(assignment: Assignment) -> None:
    (assignment.solution / "misconceptions" / "one.toml").write_text(MISTAKE)
    assert changed(assignment, lambda: add(assignment.solution / "tiny_double.py")) == BOTH
    (assignment.solution / "misconceptions" / "one.toml").unlink()
    assert changed(assignment, lambda: add(assignment.solution / "tiny_double.py")) == {"1"}, "the control"
    add(assignment.hidden_tests / "helpers.py", "import tiny_double\n")
    assert changed(assignment, lambda: add(assignment.solution / "tiny_double.py")) == BOTH


def test_tests_whose_task_is_not_told_in_their_file_concern_all(assignment: Assignment) -> None:
    file = assignment.hidden_tests / "test_2.py"
    file.write_text(file.read_text().replace('pytest.mark.task("2")', "pytest.mark.task(*one())"))
    assert changed(assignment, lambda: add(file)) == BOTH
    (assignment.hidden_tests / "helpers.py").write_text('import pytest\nOURS = pytest.mark.task("2")\n')
    assert changed(assignment, lambda: add(file)) == {"2"}, "a mark that a helper has is found"
    file.write_text("this is no Python")
    assert changed(assignment, lambda: add(file)) == BOTH


@pytest.mark.parametrize("slug", ["multilayer_chain_rule", "python_basics"])
def test_each_file_of_our_own_hidden_tests_concerns_one_task(slug: str) -> None:
    ours = load_assignment(Path(__file__).resolve().parents[2] / "assignments" / slug)
    sources = TaskSources(ours, dict(named_contents(ours.solution)))
    found = {task.id: set(sources._tests_of(task.id)) for task in ours.tasks}
    assert all(found.values())
    files = {f"hidden_tests/{file.name}" for file in ours.hidden_tests.glob("test_*.py")}
    assert sorted(file for files_of_task in found.values() for file in files_of_task) == sorted(files)


def test_a_known_mistake_is_read_once_for_all_tasks(assignment: Assignment, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []
    whole = task_sources._task_of

    def noted(content: bytes) -> str:
        read.append(content)
        return whole(content)

    monkeypatch.setattr(task_sources, "_task_of", noted)
    assert len(tasks_of(assignment)) > 1
    assert len(read) == 1
