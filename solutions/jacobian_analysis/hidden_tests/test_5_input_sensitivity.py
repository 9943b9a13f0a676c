"""Hidden tests of Task 5. Trusted side. Classes and order are asked of columns whose length is easy to get right."""

from typing import Any

import numpy as np
import pytest
from hidden_tests.helpers import close
from small_network import FloatArray

from grader.exam import check

pytestmark = [pytest.mark.task("5"), pytest.mark.pure]

WHAT = "the result of classify_inputs"
NAMES = ["width", "age", "load", "heat", "mass", "Zinc"]


def columns(rng: np.random.Generator, lengths: list[float], outputs: int = 3) -> FloatArray:
    """A Jacobian each of whose columns has one entry, positive or negative."""
    jacobian = np.zeros((outputs, len(lengths)))
    places = rng.integers(0, outputs, len(lengths))
    jacobian[places, np.arange(len(lengths))] = np.array(lengths) * rng.choice([-1.0, 1.0], len(lengths))
    return jacobian


def compare(student: Any, reference: Any, given: tuple[Any, ...], key: str) -> None:
    """Compares one entry of the dict."""
    __tracebackhide__ = True
    found = check.entry(student.classify_inputs(*given), key, WHAT)
    check.equal(found, reference.classify_inputs(*given)[key], f"the {key}")


@pytest.mark.points(4)
def test_sensitivities(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The sensitivity of an input is the Euclidean length of its column."""
    for shape in ((2, 4), (5, 3), (1, 2), (3, 6)):
        given = rng.normal(size=shape), NAMES[: shape[1]]
        found = check.entry(student.classify_inputs(*given), "sensitivities", WHAT)
        close(found, reference.classify_inputs(*given)["sensitivities"], "the sensitivities")


@pytest.mark.points(4)
def test_classes(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Inputs are insensitive, moderate or sensitive."""
    for _ in range(2):
        lengths = [
            *rng.uniform(0.01, 0.09, 2),
            *rng.uniform(0.15, 0.9, 2),
            rng.uniform(1.1, 1.9),
            rng.uniform(2.1, 4.0),
        ]
        given = columns(rng, rng.permutation(lengths).tolist()), NAMES
        compare(student, reference, given, "classes")


@pytest.mark.points(2)
def test_given_thresholds(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Both thresholds may be given."""
    given = columns(rng, [0.5, 1.5, 3.5, 0.05, 9.0]), NAMES[:5]
    for thresholds in ((1.0, 3.0), (0.01, 5.0), (0.7, 0.8)):
        compare(student, reference, (*given, *thresholds), "classes")


@pytest.mark.points(2)
def test_at_a_threshold(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Whoever is just at a threshold is moderate."""
    compare(student, reference, (columns(rng, [0.25, 0.5, 2.0, 4.0, 0.125]), NAMES[:5], 0.25, 2.0), "classes")


@pytest.mark.points(2)
def test_ranking(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The most sensitive input comes first."""
    for _ in range(2):
        lengths = rng.permutation([0.01, 0.3, 0.4, 1.2, 2.0, 7.0]).tolist()
        compare(student, reference, (columns(rng, lengths), NAMES), "ranking")


@pytest.mark.points(1)
def test_ranking_of_equals(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Equally sensitive inputs stand in alphabetical order."""
    compare(student, reference, (columns(rng, [0.5, 0.5, 2.0, 0.5, 2.0], 1), NAMES[:5]), "ranking")
