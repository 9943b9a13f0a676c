"""Rewrites of a module: state, aliases, caches, and aggregates that skip; what each does is seen by running it."""

from typing import Any

import numpy as np
import pytest

from grader.audit.rewrites import rewrites_of

SOURCE = """\
import numpy as np
class Layer:
    def shift(self, x, y):
        return x - y
    def kept(self, x):
        return x.copy()
    def largest(self, x):
        return float(np.max(x))
    def __len__(self):
        return 3
"""


def changed(operator: str, part: str) -> list[Any]:
    """The class as rewrites of this kind leave it, of those whose text has this part."""
    found = []
    for rewrite in rewrites_of(SOURCE):
        if rewrite.operator == operator and part in rewrite.source:
            names: dict[str, type] = {}
            exec(rewrite.source, names)  # noqa: S102 # our own
            found.append(names["Layer"]())
    return found


def test_a_difference_is_written_into_its_first_operand() -> None:
    (layer,) = changed("InPlace", "__isub__")
    x = np.array([3.0, 4.0])
    assert np.array_equal(layer.shift(x, 1.0), [2.0, 3.0])
    assert np.array_equal(x, [2.0, 3.0])


def test_a_copy_is_the_original() -> None:
    (layer,) = changed("Alias", "return x\n")
    x = np.zeros(2)
    assert layer.kept(x) is x


@pytest.mark.parametrize(
    ("operator", "again"),
    [
        ("CacheFirstCall", [1.0, 1.0, 1.0, 1.0]),
        ("CacheShape", [1.0, 1.0, 7.0, 1.0]),
        ("CacheIdentity", [1.0, 5.0, 7.0, 1.0]),
    ],
)
def test_a_cache_answers_for_what_it_takes_for_the_same(operator: str, again: list[float]) -> None:
    layer = next(each for each in changed(operator, "largest") if each.largest.__name__ == "<lambda>")
    first = np.array([1.0, 0.0])
    answers = [layer.largest(first), layer.largest(np.array([5.0, 0.0])), layer.largest(np.array([7.0]))]
    first[:] = 9.0
    assert [*answers, layer.largest(first)] == again


def test_a_cache_is_each_objects_own() -> None:
    layer = next(each for each in changed("CacheFirstCall", "largest") if each.largest.__name__ == "<lambda>")
    other = type(layer)()
    assert (layer.largest([1.0]), other.largest([2.0])) == (1.0, 2.0)


def test_aggregates_lose_a_nan_average_or_look_at_one_entry() -> None:
    x = np.array([1.0, np.nan, 3.0, 2.0])
    found = {layer.largest(x) for layer in changed("Aggregate", "largest")}
    assert 3.0 in found
    ends = [layer.largest(x) for layer in changed("Skip", "largest")]
    assert ends == [1.0, 2.0]


def test_a_change_is_in_one_place_and_builders_are_left_alone() -> None:
    lines = SOURCE.splitlines()
    for rewrite in rewrites_of(SOURCE):
        added = [line for line in rewrite.source.splitlines() if line not in lines]
        assert len(added) == 1
    above = [new.source.partition("def __len__")[0].splitlines()[-1].strip() for new in rewrites_of(SOURCE)]
    assert not any(line.startswith("@") for line in above)
