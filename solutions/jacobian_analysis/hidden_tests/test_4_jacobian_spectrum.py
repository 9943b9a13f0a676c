"""Hidden tests of Task 4. Trusted side. Wide, high and square matrices, and those of less than full rank."""

from typing import Any

import numpy as np
import pytest
from hidden_tests.helpers import close
from small_network import FloatArray

from grader.exam import check

pytestmark = [pytest.mark.task("4"), pytest.mark.pure]

SHAPES = ((2, 4), (5, 3), (3, 3))


def matrix(rng: np.random.Generator, shape: tuple[int, int]) -> FloatArray:
    """A matrix with singular values apart from each other, which are no entries of it."""
    rows, columns = shape
    left, right = (np.linalg.qr(rng.normal(size=(size, size)))[0] for size in shape)
    values = np.linspace(4.0, 0.5, min(shape)) * rng.uniform(0.9, 1.1, min(shape))
    return np.asarray(left[:, : min(shape)] * values @ right[: min(shape)]).reshape(rows, columns)


def flat(rng: np.random.Generator, shape: tuple[int, int]) -> FloatArray:
    """A matrix one of whose singular values is nothing but rounding."""
    full = matrix(rng, shape)
    left, values, right = np.linalg.svd(full, full_matrices=False)
    values[-1] = 0.0
    return np.asarray(left * values @ right)


def compare(student: Any, reference: Any, jacobian: FloatArray, key: str, what: str) -> None:
    """Compares one entry of the dict."""
    __tracebackhide__ = True
    found = check.entry(student.analyze_spectrum(jacobian), key, "the result of analyze_spectrum")
    close(found, reference.analyze_spectrum(jacobian)[key], what)


@pytest.mark.points(4)
def test_singular_values(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Singular values, the largest first, as many as the shorter side has entries."""
    for shape in SHAPES:
        compare(student, reference, matrix(rng, shape), "singular_values", "the singular values")


@pytest.mark.points(2)
def test_spectral_norm(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The spectral norm is the largest singular value."""
    for shape in SHAPES:
        compare(student, reference, matrix(rng, shape), "spectral_norm", "the spectral norm")


@pytest.mark.points(2)
def test_frobenius_norm(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The Frobenius norm is that of all entries."""
    for shape in SHAPES:
        compare(student, reference, matrix(rng, shape), "frobenius_norm", "the Frobenius norm")


@pytest.mark.points(3)
def test_condition_number(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The condition number is the largest singular value over the smallest."""
    for shape in SHAPES:
        compare(student, reference, matrix(rng, shape), "condition_number", "the condition number")


@pytest.mark.points(2)
def test_rank(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The rank counts the singular values that are more than rounding, however small the whole matrix is."""
    for jacobian in (matrix(rng, (4, 3)), flat(rng, (3, 4)), 1e-12 * matrix(rng, (2, 3)), np.zeros((2, 3))):
        found = check.entry(student.analyze_spectrum(jacobian), "rank", "the result of analyze_spectrum")
        check.equal(found, reference.analyze_spectrum(jacobian)["rank"], "the rank")


@pytest.mark.points(2)
@pytest.mark.needs("test_condition_number")
def test_what_cannot_be_undone(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Where a singular value is nothing but rounding, the condition number is infinity."""
    for jacobian in (flat(rng, (3, 3)), flat(rng, (2, 5)), 1e-12 * matrix(rng, (3, 2)), np.zeros((2, 2))):
        compare(student, reference, jacobian, "condition_number", "the condition number")
