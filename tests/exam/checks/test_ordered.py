"""Of a list that is computed link after link, the first wrong one is told, and what is right before it."""

import numpy as np
import pytest

from grader.exam import Direction, close_in_order
from grader.exam.checks.check import CheckFailedError
from grader.model import FeedbackLevel

LINKS = ("layer 1", "layer 2", "layer 3", "the output layer")
RIGHT = [np.arange(float(size)) + 1.0 for size in (3, 5, 4, 1)]


def told(wrong: tuple[int, ...], direction: Direction) -> str:
    actual = [2.0 * array if index in wrong else array for index, array in enumerate(RIGHT)]
    with pytest.raises(CheckFailedError) as caught:
        close_in_order(actual, RIGHT, "gradients", LINKS, direction)
    return " ".join(part.text for part in caught.value.findings if FeedbackLevel.SHAPE.allows(part.level))


@pytest.mark.parametrize(
    ("wrong", "direction", "first", "what"),
    [
        (
            (0, 1, 2, 3),
            Direction.BACKWARD,
            "Of gradients, the output layer's, the first on the way back, is wrong already.",
            3,
        ),
        ((0, 1, 2), Direction.BACKWARD, "Of gradients, the output layer's is right, layer 3's is not.", 2),
        (
            (1, 0),
            Direction.BACKWARD,
            "Of gradients, those of the output layer and layer 3 are right, layer 2's is not.",
            1,
        ),
        (
            (0,),
            Direction.BACKWARD,
            "Of gradients, those of the output layer to layer 2 are right, layer 1's is not.",
            0,
        ),
        ((0, 2), Direction.FORWARD, "Of gradients, layer 1's, the first on the way forward, is wrong already.", 0),
        ((2, 3), Direction.FORWARD, "Of gradients, those of layer 1 and layer 2 are right, layer 3's is not.", 2),
    ],
)
def test_the_first_wrong_link_is_told(wrong: tuple[int, ...], direction: Direction, first: str, what: int) -> None:
    said = told(wrong, direction)
    assert said.startswith(f"{first} gradients[{what}] does not have the right value")
    assert "twice the right value" in said


def test_what_is_right_passes_and_a_list_of_one_has_no_way() -> None:
    close_in_order(RIGHT, RIGHT, "gradients", LINKS, Direction.BACKWARD)
    with pytest.raises(CheckFailedError, match=r"^gradients\[0\] does not"):
        close_in_order([RIGHT[1] * 3.0], [RIGHT[1]], "gradients", LINKS[:1], Direction.BACKWARD)


def test_a_neighbours_shape_is_told_as_such() -> None:
    with pytest.raises(CheckFailedError, match="belongs to another entry"):
        close_in_order([RIGHT[1], *RIGHT[1:]], RIGHT, "gradients", LINKS, Direction.FORWARD)
