"""Item analysis agrees with computations that share no formula with it, and is nothing where it is not defined."""

import itertools
import math
import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.report.items import alpha, analyse_items, table

SCORES = table([[2, 0, 3, 1], [1, 1, 3, 0], [2, 1, 0, 1], [0, 0, 1, 0], [2, 1, 3, 0]])
MOST = table([[2, 1, 3, 1]])[0]
tables = st.integers(2, 6).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 4), min_size=width, max_size=width), min_size=3, max_size=12)
)


def alpha_by_covariances(rows: list[list[int]]) -> float | None:
    """The mean covariance of two tests over the mean entry of the covariance matrix: no variance of a sum."""
    tests = list(zip(*rows, strict=True))
    count = len(tests)
    pairs = [statistics.covariance(a, b) for a, b in itertools.permutations(tests, 2)]
    variances = [statistics.variance(test) for test in tests]
    whole = sum(pairs) + sum(variances)
    return None if abs(whole) < 1e-9 else count * statistics.fmean(pairs) / (whole / count)


@given(tables)
def test_alpha_is_what_the_covariances_make_it(rows: list[list[int]]) -> None:
    expected = alpha_by_covariances(rows)
    found = alpha(table(rows))
    assert (found is None) == (expected is None)
    assert found is None or expected is None or math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-9)


def test_alpha_of_parallel_tests_is_one_and_of_opposed_tests_is_none_to_trust() -> None:
    assert alpha(table([[1, 1], [2, 2], [4, 4]])) == pytest.approx(1.0)
    opposed = alpha(table([[1, 3], [2, 2], [3, 0]]))
    assert opposed is not None
    assert opposed < 0


@given(tables)
def test_discrimination_is_pearsons_correlation_with_the_rest(rows: list[list[int]]) -> None:
    for index, item in enumerate(analyse_items(table(rows), np.full(len(rows[0]), 4.0))):
        mine = [row[index] for row in rows]
        rest = [sum(row) - row[index] for row in rows]
        assert item.difficulty == pytest.approx(statistics.fmean(mine) / 4)
        if len(set(mine)) == 1 or len(set(rest)) == 1:
            assert item.discrimination is None
        else:
            assert item.discrimination == pytest.approx(statistics.correlation(mine, rest))


def test_a_test_that_somebody_did_not_take_counts_for_those_who_did() -> None:
    missing = table([[2, 0, 3], [1, None, 2], [0, 1, 1], [2, 1, 3]])
    found = analyse_items(missing, table([[2, 1, 3]])[0])
    assert found[1].difficulty == pytest.approx(2 / 3)
    assert found[0].discrimination == pytest.approx(statistics.correlation([2, 1, 0, 2], [3, 2, 2, 4]))
    assert alpha(missing) == pytest.approx(alpha(table([[2, 0, 3], [0, 1, 1], [2, 1, 3]])))


@pytest.mark.parametrize(
    "rows", [[[1, 2]], [[1, 2], [2, 1]], [[1], [2], [3]], [[1, 2]] * 5, [[1, 2], [2, 1], [1.5, 1.5]]]
)
def test_alpha_is_not_defined_without_submissions_tests_or_differences(rows: list[list[float]]) -> None:
    assert alpha(table(rows)) is None


def test_a_test_nobody_took_has_no_difficulty() -> None:
    found = analyse_items(table([[1, None], [2, None], [3, None]]), table([[3, 1]])[0])
    assert (found[1].difficulty, found[1].discrimination) == (None, None)
    assert analyse_items(SCORES, MOST)[0].difficulty == pytest.approx(0.7)
