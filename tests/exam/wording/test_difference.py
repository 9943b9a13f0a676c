"""A difference is put into words that help, and that hold no digit of a value."""

import re

import numpy as np
import pytest
from numpy.typing import NDArray

from grader.exam.wording.difference import describe, sentences

Floats = NDArray[np.float64]
RIGHT = np.array([0.713, -1.291, 3.777])
SQUARE = np.array([[1.3, 2.7], [3.1, 4.9]])


def said(actual: object, expected: object) -> str:
    mine, theirs = np.asarray(actual, dtype=float), np.asarray(expected, dtype=float)
    return describe(mine, theirs, ~np.isclose(mine, theirs, rtol=1e-10, atol=0.0, equal_nan=True))


@pytest.mark.parametrize(
    "actual,expected,words",
    [
        (-RIGHT, RIGHT, "opposite sign"),
        (-2.5, 2.5, "It has the right size and the opposite sign"),
        (2 * RIGHT, RIGHT, "All of them are twice the right values"),
        (RIGHT / 4, RIGHT, "a quarter of"),
        (1.25, 2.5, "It is half of the right value"),
        (RIGHT[::-1], RIGHT, "opposite order"),
        (SQUARE.T, SQUARE, "rows and columns"),
        (0 * RIGHT, RIGHT, "All of them are zero"),
        (0.0, 2.5, "It is zero"),
        (RIGHT * (1 + 3e-8), RIGHT, "less than a millionth"),
        (RIGHT * 1.7, RIGHT, "one factor that all of them share"),
        (SQUARE.T * (1 + 1e-4), SQUARE, "rows and columns"),
        (-RIGHT + 1e-3, RIGHT, "opposite sign"),
        (RIGHT[::-1] * [1, 1.001, 1], RIGHT, "opposite order"),
        (RIGHT * [1, 1.0002, 1], RIGHT, "less than a thousandth of the right values. Some of them are right."),
        (RIGHT * [1, 1.05, 1], RIGHT, "less than a tenth"),
        (RIGHT * [1, 2.5, 1], RIGHT, "about as large as the right values themselves"),
        (RIGHT * [1, 77, 1], RIGHT, "many times"),
        ([np.nan, 1.0], [2.0, 1.0], "NaN comes from"),
        ([np.inf, 1.0], [2.0, 1.0], "infinity comes from"),
        ([1.0, 2.0], [np.nan, 2.0], ""),
        ([1.0, 2.0], [0.0, 0.0], ""),
    ],
)
def test_a_difference_is_named(actual: object, expected: object, words: str) -> None:
    found = said(actual, expected)
    assert words in found
    assert bool(words) == bool(found)


def test_what_is_nearly_its_own_mirror_image_is_not_said_to_be_turned_round() -> None:
    """An error that is small against the values is no sign of a fault that would change them little."""
    mirrored = SQUARE + SQUARE.T
    assert "rows and columns" not in said(mirrored * (1 + 1e-4 * SQUARE), mirrored)
    assert "rows and columns" in said(SQUARE.T, SQUARE)


def test_every_sentence_is_one_of_a_short_list() -> None:
    rng, known = np.random.default_rng(1), set(sentences())
    for _ in range(500):
        expected = rng.normal(size=rng.choice([1, 4])) * rng.choice([0.0, 1.0], p=[0.1, 0.9])
        change = rng.choice(
            [1.0, -1.0, 0.5, 2.0, 3.0, 1.3, np.nan, np.inf, 0.0, 1e9, 1 + 1e-8, 1 + 1e-4], expected.size
        )
        with np.errstate(all="ignore"):
            actual = expected * change + rng.choice([0.0, 1e-7, 1.0])
        assert np.allclose(actual, expected, rtol=1e-10, atol=0.0) or said(actual, expected) in known


def test_no_digit_of_a_value_is_said() -> None:
    rng = np.random.default_rng(0)
    for _ in range(200):
        expected = rng.normal(size=4)
        sentence = said(expected * rng.choice([-1.0, 0.5, 2.0, 9.0]) + rng.choice([0.0, 1e-8, 1.0]), expected)
        assert not re.search(r"[1-9]", sentence)
