"""Of a list that is computed link after link, the first wrong one is told, and what is right before it."""

import numpy as np
import pytest

from grader.exam import Way, chain
from grader.exam.check import CheckFailedError
from grader.model import Budget

LINKS = ("layer 1", "layer 2", "layer 3", "the output layer")
RIGHT = [np.arange(float(size)) + 1.0 for size in (3, 5, 4, 1)]


def told(wrong: tuple[int, ...], way: Way) -> str:
    actual = [2.0 * array if index in wrong else array for index, array in enumerate(RIGHT)]
    with pytest.raises(CheckFailedError) as caught:
        chain(actual, RIGHT, "gradients", LINKS, way)
    return " ".join(part.text for part in caught.value.parts if Budget.SHAPE.allows(part.level))


@pytest.mark.parametrize(
    ("wrong", "way", "first", "what"),
    [
        (
            (0, 1, 2, 3),
            Way.BACKWARD,
            "Of gradients, the output layer's, the first on the way back, is wrong already.",
            3,
        ),
        ((0, 1, 2), Way.BACKWARD, "Of gradients, the output layer's is right, layer 3's is not.", 2),
        ((1, 0), Way.BACKWARD, "Of gradients, those of the output layer and layer 3 are right, layer 2's is not.", 1),
        ((0,), Way.BACKWARD, "Of gradients, those of the output layer to layer 2 are right, layer 1's is not.", 0),
        ((0, 2), Way.FORWARD, "Of gradients, layer 1's, the first on the way forward, is wrong already.", 0),
        ((2, 3), Way.FORWARD, "Of gradients, those of layer 1 and layer 2 are right, layer 3's is not.", 2),
    ],
)
def test_the_first_wrong_link_is_told(wrong: tuple[int, ...], way: Way, first: str, what: int) -> None:
    said = told(wrong, way)
    assert said.startswith(f"{first} gradients[{what}] does not have the right value")
    assert "twice the right value" in said


def test_what_is_right_passes_and_a_list_of_one_has_no_way() -> None:
    chain(RIGHT, RIGHT, "gradients", LINKS, Way.BACKWARD)
    with pytest.raises(CheckFailedError, match=r"^gradients\[0\] does not"):
        chain([RIGHT[1] * 3.0], [RIGHT[1]], "gradients", LINKS[:1], Way.BACKWARD)


def test_a_neighbours_shape_is_told_as_such() -> None:
    with pytest.raises(CheckFailedError, match="belongs to another entry"):
        chain([RIGHT[1], *RIGHT[1:]], RIGHT, "gradients", LINKS, Way.FORWARD)
