"""Known mistakes of the assignment that there is, made together, or beside one that nobody knows."""

from collections.abc import Callable

import pytest

from grader.assignment import Assignment
from grader.exam import Exam
from grader.exam.diagnosis.hypotheses import Hypothesis, combined
from grader.exam.diagnosis.misconceptions import load_misconceptions
from grader.model import Submission, TaskResult

Graded = Callable[..., TaskResult]
NETWORK = "multi_layer_network"


@pytest.fixture(scope="module")
def grade(assignment: Assignment, bundled_exam: Exam) -> Graded:
    """Grades these known mistakes, made together in their task, with a passage of the reference replaced besides."""
    catalogue = {mistake.misconception.id: mistake for mistake in load_misconceptions(assignment)}
    files = {f"{each.module}.py": (assignment.solution / f"{each.module}.py").read_bytes() for each in assignment.tasks}

    def graded(*names: str, old: str = "", new: str = "") -> TaskResult:
        first, *others = (Hypothesis.of(catalogue[name]) for name in names)
        for other in others:
            both = combined(first, other)
            assert both, "they change the same lines"
            first = both
        task = first.mistakes[0].task
        assert not old or first.source.count(old) == 1
        made = {**files, f"{task.module}.py": first.source.replace(old, new).encode()}
        work = Submission(id="x", digest="sha256:0", files=made, problems={})
        return bundled_exam.grade(work, (task.id,)).tasks[0]

    return graded


def named(task: TaskResult) -> set[str]:
    return {known.id for test in task.tests for known in test.misconceptions}


@pytest.mark.drawn(1)
@pytest.mark.parametrize(
    "names",
    [
        ("output-delta-sign", "tanh-derivative-without-square"),
        ("decay-ratio-upside-down", "saturation-one-sided"),
    ],
)
def test_two_mistakes_of_one_task_are_both_named(grade: Graded, names: tuple[str, str]) -> None:
    assert named(grade(*names)) == set(names)


def test_a_mistake_of_one_activation_is_named_beside_one_that_nobody_knows(grade: Graded) -> None:
    """Nobody knows a sum that leaves the biases out twice; it has no number in common with the gradients."""
    task = grade(
        "tanh-derivative-without-square",
        old="return sum(parameter.size for parameter in (*self.weights, *self.biases))",
        new="return sum(parameter.size for parameter in self.weights) - 1",
    )
    assert named(task) == {"tanh-derivative-without-square"}
    assert any("[tanh]" in test.name and test.misconception for test in task.tests)
    assert not any("[relu]" in test.name and test.misconception for test in task.tests)


def test_a_decay_ratio_upside_down_costs_the_ratio(grade: Graded) -> None:
    task = grade("decay-ratio-upside-down")
    assert (task.score, task.max_score) == (13.0, 15.0)
    wrong = [test.name for test in task.tests if test.score < test.max_score]
    assert wrong == ["test_decay_ratio_is_first_by_output_layer"]
    assert {test.follows for test in task.tests if test.follows} == set(wrong)


def test_what_is_wrong_besides_an_upside_down_ratio_is_charged_as_well(grade: Graded) -> None:
    assert grade("decay-ratio-upside-down", "flow-thresholds-inclusive").score == 10.0
    other = grade("decay-ratio-upside-down", old='return "severe vanishing"', new='return "exploding"')
    assert other.score == 13.0 - 1.0, "the words of one threshold"
