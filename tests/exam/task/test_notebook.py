"""Notebooks graded in real guests: what a run costs, what it does not, and how it is told."""

from pathlib import Path

import pytest

from grader.exam import Exam
from grader.model import CallStatus, Grade
from tests.support.tiny import LIMITS, lay_out_tiny
from tests.support.tiny_notebooks import DOUBLE, SHIFT, submission_of

FULL = {"1": 3.0, "2": 2.0}


def scores(grade: Grade) -> dict[str, float]:
    return {task.id: task.score for task in grade.tasks}


def messages(grade: Grade, task: int) -> set[str]:
    return {test.message for test in grade.tasks[task].tests}


def test_a_solved_notebook_gets_full_marks_without_a_note(exam: Exam) -> None:
    grade = exam.grade(submission_of("import numpy as np", DOUBLE, "print(double(2))", SHIFT))
    assert scores(grade) == FULL
    assert grade.notes == ()


def test_functions_are_tested_as_they_are_at_the_end_of_the_run(exam: Exam) -> None:
    late = "factor = 3\ndef double(x):\n    return factor * x\n"
    assert scores(exam.grade(submission_of(late, SHIFT, "factor = 2"))) == FULL
    assert scores(exam.grade(submission_of(DOUBLE, SHIFT, "def double(x):\n    return 3 * x\n")))["1"] == 0
    assert scores(exam.grade(submission_of(DOUBLE, SHIFT, "del shift"))) == {"1": 3.0, "2": 0.0}


def test_a_cell_that_raises_is_told_and_later_cells_still_run(exam: Exam) -> None:
    grade = exam.grade(submission_of("1 / 0", DOUBLE, "def shift(x):\n    return nothing\nnothing", SHIFT))
    assert scores(grade) == FULL
    assert grade.notes == (
        "'tiny.ipynb': cell 1 raised ZeroDivisionError in line 1: division by zero.",
        "'tiny.ipynb': cell 3 raised NameError in line 3: name 'nothing' is not defined.",
    )


@pytest.mark.parametrize(
    "cell, says",
    [
        ("class double(nothing):\n    pass\n", "Cell 1, which defines double, raised NameError in line 1: name"),
        ("def double(x:\n    return 2\n", "Cell 1, which defines double, raised SyntaxError"),
        (
            "import os\nos._exit(0)\ndef double(x):\n    return 2 * x\n",
            "Cell 1, which defines double, failed: ",
        ),
        ("if False:\n    def double(x): ...\n", "After all cells have run there is no double."),
    ],
)
def test_a_name_that_the_run_does_not_leave_behind_costs_its_task_and_says_why(
    exam: Exam, cell: str, says: str
) -> None:
    grade = exam.grade(submission_of(cell, modules=["tiny_double"], tiny_shift=SHIFT))
    assert scores(grade) == {"1": 0.0, "2": 2.0}
    (message,) = messages(grade, 0)
    assert message.startswith(says)


@pytest.mark.drawn(3)
@pytest.mark.parametrize(
    "cell",
    [
        "while True:\n    pass",
        "while True:\n    try:\n        while True: pass\n    except BaseException:\n        pass",
        "import time\ntime.sleep(1000)",
        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
        "import os\nos._exit(0)",
        "import ctypes\nctypes.string_at(0)",
    ],
)
def test_a_cell_that_never_ends_or_kills_costs_what_follows_it_and_not_what_came_before(exam: Exam, cell: str) -> None:
    grade = exam.grade(submission_of("late = True", DOUBLE, cell, SHIFT))
    assert scores(grade) == {"1": 3.0, "2": 0.0}
    told = f"cell 3, which begins with '{cell.splitlines()[0]}', failed: "
    assert grade.notes[0].startswith(f"'tiny.ipynb': {told}")
    assert grade.notes[-1] == "'tiny.ipynb': the cells after cell 3 were not run."
    (message,) = messages(grade, 1)
    assert message.startswith(f"Cell 4, which defines shift, was not run, because {told}")


def test_all_cells_together_have_a_deadline_too(tmp_path: Path) -> None:
    hurried = lay_out_tiny(tmp_path, limits=LIMITS.replace("idle_seconds = 3.0", "idle_seconds = 1.5"))
    with Exam(hurried) as exam:
        grade = exam.grade(submission_of(DOUBLE, *["import time; time.sleep(0.35)"] * 9, SHIFT))
    assert scores(grade) == {"1": 3.0, "2": 0.0}
    assert any("the 1.5 s of waiting for the whole notebook ran out" in note for note in grade.notes)


def test_a_crash_in_one_task_changes_no_other_and_the_next_test_has_a_fresh_copy(exam: Exam) -> None:
    crash = (
        "import os\ncalls = []\ndef double(x):\n    calls.append(x)\n    return 2 * x if x is None else os._exit(0)\n"
    )
    shift = "def shift(x):\n    return x + 1.0 + len(calls)\n"
    grade = exam.grade(submission_of(crash, shift))
    assert scores(grade) == {"1": 0.0, "2": 2.0}
    assert {test.call_status for test in grade.tasks[0].tests} == {CallStatus.CRASHED}


@pytest.mark.drawn(4)
@pytest.mark.parametrize(
    "leak",
    [
        "state.append(1)",
        "import builtins; builtins.state = state + [1]; globals().update(state=[1])",
        "open('seen', 'w').write('1')",
        "import pathlib; [p.write_text('1') for p in (place / 'seen', place.parent / 'seen')]",
        "import numpy; numpy.add = None",
        "log.write('seen'); log.flush(); log.seek(0)",
        "os.write(writing, b'seen')",
        "import os; os.environ['SEEN'] = '1'",
    ],
)
def test_what_one_task_leaves_behind_reaches_no_other(exam: Exam, leak: str) -> None:
    setup = (
        "import os, pathlib\nstate = []\nplace = pathlib.Path.cwd()\n"
        "log = open('log', 'w+')\nreading, writing = os.pipe()\nos.set_blocking(reading, False)\n"
    )
    double = f"def double(x):\n    try:\n        {leak}\n    except OSError:\n        pass\n    return 2 * x\n"
    shift = (
        "def shift(x):\n    import os, numpy\n"
        "    found = [p for p in (pathlib.Path('seen'), place / 'seen', place.parent / 'seen') if p.exists()]\n"
        "    told = os.fstat(reading).st_mode & 0o170000 == 0o010000 and os.read(reading, 4)\n"
        "    log.seek(0)\n"
        "    clean = not state and not found and not log.read() and not told\n"
        "    return x + 1.0 if clean and numpy.add and 'SEEN' not in os.environ else 0.0\n"
    )
    if "place.parent" in leak and exam_is_unjailed(exam):
        pytest.skip("at level process nothing keeps a guest from other guests' files")
    assert scores(exam.grade(submission_of(setup, double, shift))) == FULL


def exam_is_unjailed(exam: Exam) -> bool:
    return exam.grade(submission_of(DOUBLE, SHIFT)).isolation == "process"


def test_files_that_cells_wrote_are_there_and_can_be_written_again(exam: Exam) -> None:
    write = "open('factor.txt', 'w').write('2')\n"
    double = "def double(x):\n    open('log.txt', 'a').write('x')\n    return float(open('factor.txt').read()) * x\n"
    assert scores(exam.grade(submission_of(write, double, SHIFT))) == FULL


def test_a_file_that_a_cell_left_open_goes_on_where_it_was_in_every_copy(exam: Exam) -> None:
    setup = "log = open('log.txt', 'w+')\nlog.write('begun ')\nlog.flush()\n"
    double = (
        "def double(x):\n    log.write('x')\n    log.seek(0)\n"
        "    return 2 * x if log.read().startswith('begun x') else 0\n"
    )
    shift = (
        "def shift(x):\n    log.write('y')\n    log.flush()\n    return x + (open('log.txt').read()[:7] == 'begun y')\n"
    )
    assert scores(exam.grade(submission_of(setup, double, shift))) == FULL


def test_helpers_and_given_modules_can_be_imported_early_and_late(exam: Exam) -> None:
    double = "from helper import two\ndef double(x):\n    return two() * x\n"
    shift = "def shift(x):\n    import later\n    from given import ONE\n    return later.plus(x, ONE)\n"
    files = {"helper": "def two():\n    return 2", "later": "def plus(x, y):\n    return x + y"}
    assert scores(exam.grade(submission_of(double, shift, **files))) == FULL


def test_a_cell_may_import_the_module_of_another_task_and_gets_the_notebooks_names(exam: Exam) -> None:
    shift = "from tiny_double import absent, double\ndef shift(x):\n    return double(x) - x + 1.0\n"
    assert scores(exam.grade(submission_of(DOUBLE, shift))) == FULL


def test_modules_and_cells_are_graded_in_one_submission(exam: Exam) -> None:
    mixed = submission_of(SHIFT, modules=["tiny_shift"], tiny_double=DOUBLE)
    assert scores(exam.grade(mixed)) == FULL
    imports = submission_of(
        "from tiny_double import double\ndef shift(x):\n    return double(x) - x + 1.0\n",
        modules=["tiny_shift"],
        tiny_double=DOUBLE,
    )
    assert scores(exam.grade(imports)) == FULL


@pytest.mark.drawn(4)
@pytest.mark.parametrize(
    "cell",
    [
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
        "try:\n    input('Name? ')\nexcept EOFError:\n    pass",
        "display(1)\nget_ipython().system('ls')\nget_ipython().run_line_magic('matplotlib', 'inline')",
        "%matplotlib inline\n!pip install numpy\n%time x = 1\nassert x",
        "print('x' * 1_000_000)",
        "if __name__ == '__main__':\n    started = True\nassert started",
        "import warnings\nwarnings.warn('look')",
        "import threading\nthreading.Thread(target=print, daemon=True).start()",
    ],
)
def test_what_notebooks_do_besides_is_harmless(exam: Exam, cell: str) -> None:
    grade = exam.grade(submission_of(cell, DOUBLE, SHIFT))
    assert scores(grade) == FULL
    assert grade.notes == ()


def test_the_same_notebook_gets_the_same_grade_to_the_byte(exam: Exam) -> None:
    submission = submission_of("raise ValueError(object())", "def double(x):\n    return 3 * x\n", SHIFT)
    assert exam.grade(submission) == exam.grade(submission)
