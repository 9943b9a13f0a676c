"""A change of a student's files concerns the tasks whose modules may load them; where that is not clear, all."""

from collections.abc import Mapping

import pytest

from grader.assignment import Assignment
from grader.gradebook.task_works import works_by_task
from grader.model import Notebook, Submission
from tests.support.tiny import SOLUTION

BOTH = {"1", "2"}
DOUBLE, SHIFT = SOLUTION["tiny_double.py"], SOLUTION["tiny_shift.py"]


def concerned(assignment: Assignment, before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    """Of which tasks the work is another."""
    first, second = (
        works_by_task(
            Submission(id="a", digest="", files={name: text.encode() for name, text in files.items()}, problems={}),
            assignment,
        )
        for files in (before, after)
    )
    return {task for task in first if first[task] != second[task]}


def test_a_module_concerns_its_own_task(tiny: Assignment) -> None:
    before = {"tiny_double.py": DOUBLE, "tiny_shift.py": SHIFT}
    assert concerned(tiny, before, before) == set()
    assert concerned(tiny, before, {**before, "tiny_shift.py": "def shift(x): return x"}) == {"2"}
    assert concerned(tiny, before, {"tiny_double.py": DOUBLE}) == {"2"}


@pytest.mark.parametrize(
    "said",
    [
        "import tiny_double",
        "from tiny_double import *",
        "import helper",
        "__import__('tiny_' + 'double')",
        "exec(open('tiny_d' 'ouble.py').read())",
        "import importlib",
    ],
)
def test_it_concerns_the_tasks_that_may_load_it_too(tiny: Assignment, said: str) -> None:
    before = {"tiny_double.py": DOUBLE, "tiny_shift.py": f"{said}\n{SHIFT}", "helper.py": "import tiny_double"}
    control = {name: text for name, text in before.items() if name != "helper.py"} | {"tiny_shift.py": SHIFT}
    assert concerned(tiny, before, {**before, "tiny_double.py": "def double(x): return x"}) == BOTH
    assert concerned(tiny, control, {**control, "tiny_double.py": "def double(x): return x"}) == {"1"}


def test_files_that_are_of_no_task_concern_all(tiny: Assignment) -> None:
    before = {"tiny_double.py": DOUBLE, "tiny_shift.py": SHIFT, "helper.py": "", "data.csv": "1,2"}
    for file in ("helper.py", "data.csv", "essay.md"):
        assert concerned(tiny, before, {**before, file: "other"}) == BOTH


def test_a_notebook_and_what_could_not_be_read_are_part_of_it(tiny: Assignment) -> None:
    work = Submission(id="a", digest="sha256:1", files={"tiny_shift.py": SHIFT.encode()}, problems={})
    unread = Submission(id="a", digest="sha256:1", files=work.files, problems={"tiny_shift": "is no text"})
    first, second = works_by_task(work, tiny), works_by_task(unread, tiny)
    assert (first["1"], first["2"] != second["2"]) == (second["1"], True)
    notebook = Submission(
        id="a", digest="sha256:1", files={}, problems={}, notebook=Notebook("a.ipynb", (), {"tiny_shift": ()})
    )
    assert works_by_task(notebook, tiny) == {"1": "sha256:1", "2": "sha256:1"}
