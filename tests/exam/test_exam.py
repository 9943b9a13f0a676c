"""What the exam makes of submissions, good and bad, with real guests."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from grader.assignment import Assignment, load_assignment
from grader.errors import AssignmentError
from grader.exam import Exam
from grader.host.levels import open_strongest
from grader.host.zygote import Zygote
from grader.model import CallStatus, Evidence, Grade, Outcome, Submission
from tests.support.copies import copied
from tests.support.laid_out import handed_in, lay_out
from tests.support.standing import own_zygotes

Graded = Callable[..., Grade]


def task_scores(grade: Grade) -> list[float]:
    return [task.score for task in grade.tasks]


def test_the_solution_gets_full_marks(grade: Graded) -> None:
    assert (grade().score, grade().max_score) == (5.0, 5.0)


def test_the_same_submission_gets_the_same_grade_to_the_byte(grade: Graded) -> None:
    wrong = "def double(x): return 2.1 * x"
    assert msgspec.json.encode(grade(tiny_double=wrong)) == msgspec.json.encode(grade(tiny_double=wrong))


@pytest.mark.drawn(5)
@pytest.mark.parametrize(
    ("source", "call_status", "words"),
    [
        ("def double(x): return 3 * x", CallStatus.RETURNED, "does not have the right value"),
        ("def double(x): return None", CallStatus.RETURNED, "should be"),
        ("def double(x): raise NotImplementedError", CallStatus.RAISED, "still to be written"),
        ("def double(x): return x / 0 + undefined", CallStatus.RAISED, "raised"),
        ("def double(x):\n    while True: pass", CallStatus.TIMED_OUT, "more than 1 s"),
        ("import ctypes\ndef double(x): ctypes.string_at(0)", CallStatus.CRASHED, "segmentation fault"),
        ("def double(x): return [0.0] * (1 << 40)", CallStatus.OUT_OF_MEMORY, "memory"),
        ("def other(x): pass", CallStatus.MISSING, "There is no double: define it under exactly this name."),
        (
            "def Double(x): pass",
            CallStatus.MISSING,
            "There is no double: define it under exactly this name; tiny_double.py has `Double`.",
        ),
        (
            "def dubble(x): pass",
            CallStatus.MISSING,
            "There is no double: define it under exactly this name; tiny_double.py has `dubble`.",
        ),
        ("def double2(x): pass", CallStatus.MISSING, "There is no double: define it under exactly this name."),
        ("double = 4", CallStatus.MISSING, "double should be something to call"),
        ("def double(x:", CallStatus.RAISED, "not valid Python"),
        ("1 / 0", CallStatus.RAISED, "ZeroDivisionError while it was loaded"),
        (None, CallStatus.MISSING, "tiny_double.py is missing"),
    ],
)
def test_a_fault_costs_its_own_task_and_says_why(
    grade: Graded, source: str, call_status: CallStatus, words: str
) -> None:
    result = grade(tiny_double=source)
    assert task_scores(result) == [0.0, 2.0]
    assert {test.call_status for test in result.tasks[0].tests} == {call_status}
    assert words in result.tasks[0].tests[0].message


ALIKE = """
[[tasks]]
id = "1"
title = "Stations"
module = "stations"
names = ["join_stations", "list_stations", "Pass"]
points = 2
"""
STATIONS = """
def join_stations(): return 1
def list_stations(): return 2
class Pass:
    def of_train(self): return 3
    def on_train(self): return 4
"""
ASKS_ALL = '''
from grader.exam import check
def test_stations(student, reference):
    """Stations."""
    check.equal(student.join_stations(), 1, "join_stations()")
def test_trains(student, reference):
    """Trains."""
    check.equal(student.Pass().of_train(), 3, "of_train()")
'''


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ({"join_stations": "joyn_stations", "of_train": "off_train"}, ["joyn_stations", "off_train"]),
        ({"def join_stations(): return 1": "", "def of_train(self): return 3": ""}, []),
    ],
    ids=["misspelt", "left out"],
)
def test_another_name_that_is_asked_for_or_handed_out_is_not_taken_for_a_slip(
    written: dict[str, str], told: list[str], tmp_path: Path
) -> None:
    source = STATIONS
    for old, new in written.items():
        source = source.replace(old, new)
    stub = re.sub(r"return \d", "raise NotImplementedError", STATIONS)
    assignment = lay_out(tmp_path, ALIKE, {"1": ASKS_ALL}, {"stations": STATIONS}, {"stations": stub})
    with Exam(assignment) as exam:
        tests = exam.grade(handed_in({"stations": source})).tasks[0].tests
    assert {test.call_status for test in tests} == {CallStatus.MISSING}
    assert [name for test in tests for name in re.findall(r"; stations.py has `(\w+)`", test.message)] == told


@pytest.mark.drawn(3)
@pytest.mark.parametrize(
    "source",
    [
        "import sys\ndef double(x):\n    sys.exit(0)",
        "import os\ndef double(x):\n    os._exit(0)",
        "class Yes:\n    __eq__ = __array__ = lambda self, *a: True\ndef double(x): return Yes()",
        "import numpy as np\ndef double(x): return np.ma.masked_all(3)",
        "import numpy as np\ndef double(x): return np.full(3, np.nan)",
        "import numpy as np\nnp.allclose = np.array_equal = lambda *a, **k: True\ndef double(x): return x",
    ],
)
def test_cheating_earns_nothing(grade: Graded, source: str) -> None:
    assert task_scores(grade(tiny_double=source)) == [0.0, 2.0]


@pytest.mark.parametrize(
    "source",
    [
        "import warnings\ndef double(x):\n    warnings.warn('hm')\n    return 2 * x",
        "import numpy as np\ndef double(x):\n    1 / np.float64(0)\n    print('x' * 10**6)\n    return 2 * x",
        "def double(x): return list(2 * x) if hasattr(x, 'shape') else 2 * x",
        "import numpy as np\ndef double(x): return np.float64(2 * x) if isinstance(x, float) else tuple(2 * x)",
    ],
)
def test_honest_habits_cost_nothing(grade: Graded, source: str) -> None:
    assert grade(tiny_double=source).score == 5.0


def test_a_hidden_input_is_not_in_a_message_that_may_not_show_it(grade: Graded) -> None:
    telling, secretive = grade(tiny_double="def double(x): raise ValueError(f'<{x}>')").tasks[0].tests
    assert "<" in telling.message
    assert "<" not in secretive.message


def test_a_test_that_breaks_withholds_the_grade(grade: Graded) -> None:
    result = grade(tiny_shift="def shift(x): return 'break the test'")
    assert result.withheld
    assert result.tasks[1].tests[0].outcome is Outcome.ERROR
    assert not grade().withheld


def test_another_seed_draws_other_inputs(tiny: Assignment) -> None:
    shown = set()
    for seed in ("a", "b"):
        with Exam(tiny, seed=seed) as exam:
            files = {"tiny_double.py": b"def double(x): return x", "tiny_shift.py": b"shift = abs"}
            result = exam.grade(Submission(id="x", digest="", files=files, problems={}))
        shown.add(result.tasks[0].tests[0].evidence.calls[0].arguments)
    assert len(shown) == 2


def test_points_that_do_not_add_up_are_the_authors_fault(tiny: Assignment) -> None:
    first, second = tiny.tasks
    manifest = replace(tiny.manifest, tasks=(replace(first, points=7.0), second))
    with pytest.raises(AssignmentError, match="give 3 points"), Exam(replace(tiny, manifest=manifest)):
        pass


def with_needs(tiny: Assignment, folder: Path, needed: str) -> Assignment:
    """The tiny assignment, with a test that builds on this one."""
    root = copied(tiny.folder.parent.parent, folder / "with-needs")
    file = root / "solutions" / "tiny" / "hidden_tests" / "test_1.py"
    mark = f'@pytest.mark.points(1)\n@pytest.mark.needs("{needed}")\n'
    # Under a name of its own: a process imports a module once.
    file.with_name(f"test_1_{folder.name}.py").write_text(file.read_text().replace("@pytest.mark.points(1)\n", mark))
    file.unlink()
    return load_assignment(root / "assignments" / "tiny")


def test_a_test_that_builds_on_a_failed_one_is_not_run_and_says_why(tiny: Assignment, tmp_path: Path) -> None:
    with Exam(with_needs(tiny, tmp_path, "test_values")) as exam:
        graded = [
            exam.grade(Submission(id="x", digest="", files={"tiny_double.py": source.encode()}, problems={}))
            for source in ("def double(x): return 3 * x", "def double(x): return 2 * x")
        ]
    wrong, right = (grade.tasks[0].tests for grade in graded)
    assert [test.outcome for test in wrong] == [Outcome.FAILED, Outcome.NOT_RUN]
    assert "Doubles an array" in wrong[1].message
    assert not wrong[1].evidence.calls
    assert [test.score for test in wrong] == [0.0, 0.0]
    assert [test.outcome for test in right] == [Outcome.PASSED, Outcome.PASSED]


def test_a_test_that_is_not_run_shows_nothing_of_the_test_before_it(tiny: Assignment, tmp_path: Path) -> None:
    source = b"def double(x):\n    return x.nothing\n"
    with Exam(with_needs(tiny, tmp_path, "test_values")) as exam:
        grade = exam.grade(Submission(id="x", digest="", files={"tiny_double.py": source}, problems={}))
    failed, not_run = grade.tasks[0].tests
    assert failed.evidence.excerpts[0].marked == 2
    assert not_run.outcome is Outcome.NOT_RUN
    assert not_run.evidence == Evidence(findings=not_run.evidence.findings)


@pytest.mark.drawn(1)
@pytest.mark.parametrize("needed", ["test_no_such_test", "test_negative"])
def test_a_test_cannot_build_on_one_that_is_not_above_it(tiny: Assignment, tmp_path: Path, needed: str) -> None:
    with pytest.raises(AssignmentError, match=f"needs {needed}"), Exam(with_needs(tiny, tmp_path, needed)):
        pass


def test_an_exam_that_cannot_begin_says_why_and_leaves_no_process(
    tiny: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_assignment: Assignment) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr("grader.exam.running.collection.importable", broken)
    opened: list[Zygote] = []

    def noted(*, libraries: Sequence[str] = (), draws: bool = True) -> Zygote:
        opened.append(open_strongest(libraries=libraries, draws=draws))
        return opened[-1]

    with own_zygotes(), pytest.raises(AssignmentError, match="the disk is gone"), Exam(tiny, open_zygote=noted):
        pass
    assert [zygote._process.poll() for zygote in opened] == [0]


def test_two_assignments_whose_files_have_the_same_names_are_told_apart(tiny: Assignment, tmp_path: Path) -> None:
    folder, solution = tmp_path / "assignments" / "tiny", tmp_path / "solutions" / "tiny"
    copied(tiny.folder, folder)
    copied(tiny.solution, solution)
    (solution / "tiny_double.py").write_text("def double(x): return 3 * x")
    test = solution / "hidden_tests" / "test_2.py"
    test.write_text(test.read_text().replace("41.0", "99.0"))
    scores = []
    for assignment in (tiny, load_assignment(folder), tiny):
        work = {
            "tiny_double.py": b"def double(x): return 2 * x",
            "tiny_shift.py": b"def shift(x): return min(x + 1.0, 50.0)",
        }
        with Exam(assignment) as exam:
            grade = exam.grade(Submission(id="x", digest="sha256:0", files=work, problems={}))
        scores.append([task.score for task in grade.tasks])
    assert scores == [[3.0, 2.0], [0.0, 0.0], [3.0, 2.0]]


def test_an_assignment_edited_between_two_exams_of_a_process_is_read_again(tiny: Assignment, tmp_path: Path) -> None:
    folder, solution = tmp_path / "assignments" / "tiny", tmp_path / "solutions" / "tiny"
    copied(tiny.folder, folder)
    copied(tiny.solution, solution)
    work = {
        "tiny_double.py": b"def double(x): return 2 * x",
        "tiny_shift.py": b"def shift(x): return min(x + 1.0, 50.0)",
    }

    def scores() -> list[float]:
        with Exam(load_assignment(folder)) as exam:
            grade = exam.grade(Submission(id="x", digest="sha256:0", files=work, problems={}))
        return [task.score for task in grade.tasks]

    first = scores()
    (solution / "tiny_double.py").write_text("def double(x):\n    return 33 * x / 11\n")
    reference = scores()
    test = solution / "hidden_tests" / "test_2.py"
    test.write_text(test.read_text().replace("41.0", "9999.0"))
    assert (first, reference, scores()) == ([3.0, 2.0], [0.0, 2.0], [0.0, 0.0])
