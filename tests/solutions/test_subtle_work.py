"""Work that is wrong where nobody looks loses the test that looks there, and what is merely inaccurate one test."""

from collections.abc import Callable, Iterator

import pytest

from grader.assignment import load_assignment
from grader.exam import Exam
from grader.model import Outcome, Submission, TaskResult
from tests.support.loading import HANDOUT

DELTA = "deltas = [(output - np.asarray(y, dtype=np.float64)) / output.size]"
BUFFER = """\
            z = self.__dict__.setdefault("buffer", {}).setdefault(layer, np.empty(bias.shape))
            z[...] = activations[-1] @ weights + bias
"""
DELTAS = "        deltas = self._deltas(y, activations[-1], z_values)\n"
IN_PLACE = {"test_nothing_else_changes", "test_every_call_counts_for_itself"}
FORWARD = "            z = activations[-1] @ weights + bias\n"
LARGEST = "return float(np.max(np.abs(analytic - numerical)))"
Graded = Callable[[str, str, str], TaskResult]


@pytest.fixture(scope="module")
def graded() -> Iterator[Graded]:
    """Grades a task of the reference with one passage changed."""
    assignment = load_assignment(HANDOUT)
    with Exam(assignment, seed="subtle", diagnose=False) as exam:

        def grade(task_id: str, old: str, new: str) -> TaskResult:
            files = {}
            for task in assignment.tasks:
                text = (assignment.solution / f"{task.module}.py").read_text("utf-8")
                if task.id == task_id:
                    assert text.count(old) == 1
                    text = text.replace(old, new)
                files[f"{task.module}.py"] = text.encode()
            work = Submission(id="subtle", digest="sha256:0", files=files, problems={})
            return exam.grade(work, (task_id,)).tasks[0]

        yield grade


def lost(task: TaskResult) -> dict[str, str]:
    """The tests that did not pass, with what they say."""
    return {test.name: test.message for test in task.tests if test.outcome is not Outcome.PASSED}


@pytest.mark.drawn(1, kind=lambda task_id: task_id)
@pytest.mark.parametrize(
    ("task_id", "old", "new", "tests"),
    [
        (
            "2.1",
            DELTA,
            "output -= np.asarray(y, dtype=float)\n        deltas = [output]",
            IN_PLACE,
        ),
        (
            "2.1",
            FORWARD,
            BUFFER,
            {"test_forward_pass_leaves_what_is_there", "test_own_forward_and_backward"},
        ),
        (
            "2.1",
            DELTAS,
            "        activations, z_values = self.__dict__.setdefault('first', (activations, z_values))\n" + DELTAS,
            {"test_backward_pass_uses_parameters_as_they_are", "test_own_forward_and_backward"},
        ),
        ("4.2", LARGEST, LARGEST.replace("max", "nanmax"), {"test_nan_is_a_mismatch"}),
    ],
    ids=["delta in place", "buffers of the network", "values of the first call", "nanmax"],
)
def test_what_shows_only_to_who_looks_again_loses_points(
    graded: Graded, task_id: str, old: str, new: str, tests: set[str]
) -> None:
    found = {name.partition("[")[0] for name in lost(graded(task_id, old, new))}
    assert found == tests
    assert not lost(graded(task_id, old, old))


@pytest.mark.drawn(2)
@pytest.mark.parametrize(
    ("new", "cause"),
    [
        (DELTA.replace("output.size", "(output * (1 - output) + 1e-9) * output * (1 - output)"), "constant of 1e-9"),
        (DELTA.replace("output.size", "(output * (1 - output) + 1e-7) * output * (1 - output)"), "constant of 1e-7"),
        (DELTA.replace("np.float64", "np.float32").replace("output -", "output.astype(np.float32) -"), "float32"),
        (DELTA.replace("output.size", "output.size * (1 + 3e-5)"), "right to 4 digits"),
    ],
    ids=["1e-9", "1e-7", "float32", "rounded"],
)
def test_what_is_inaccurate_loses_one_test_which_names_the_cause(graded: Graded, new: str, cause: str) -> None:
    task = graded("2.1", DELTA, new)
    assert list(lost(task)) == ["test_accuracy"]
    assert cause in lost(task)["test_accuracy"]
    assert task.score == 23.75
