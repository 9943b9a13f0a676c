"""Below the level of inputs a comparison says what is wrong in one of a few sentences, and each mistake its own."""

import math
from collections.abc import Callable, Iterator
from typing import cast

import numpy as np
import pytest

from grader.exam import check
from grader.exam.checks.check import CheckFailedError
from grader.exam.checks.message_count import SHAPE_MESSAGES
from grader.exam.wording import difference, relation
from grader.host.exchange import GuestClient
from grader.host.proxy import Proxy
from grader.model import FeedbackLevel
from grader.wire.figures import Figure
from grader.wire.values import Handle

MAX_MESSAGES = SHAPE_MESSAGES
NOBODY = cast("GuestClient", None)
"""Nothing here asks a guest."""
ITERATOR = "It is an iterator or a set, of which `list(...)` makes a list."
MATRIX = np.arange(15.0).reshape(3, 5)


def told(compare: Callable[..., object], actual: object, expected: object) -> str:
    """What a student reads where shapes may be shown."""
    with pytest.raises(CheckFailedError) as caught:
        compare(actual, expected, "the result")
    return " ".join(part.text for part in caught.value.findings if FeedbackLevel.SHAPE.allows(part.level))


@pytest.mark.parametrize(
    ("actual", "expected", "sentence"),
    [
        (None, MATRIX, relation.NONE),
        (MATRIX.T, MATRIX, relation.TRANSPOSED),
        (MATRIX.ravel(), MATRIX, relation.FLAT),
        (MATRIX[np.newaxis], MATRIX, relation.DEEPER),
        (MATRIX[0], MATRIX, relation.FLATTER),
        (np.zeros((3, 6)), MATRIX, relation.BY_ONE),
        (np.zeros((2, 5)), MATRIX, relation.BY_ONE),
        (np.zeros((30, 50)), MATRIX, relation.OTHER_SHAPE),
        ([[1.0, 2.0], [3.0]], MATRIX, relation.UNEVEN),
        (MATRIX.astype(np.float16), MATRIX, relation.DTYPES["others"]),
        (MATRIX.astype(int), MATRIX, relation.DTYPES["integers"]),
        (MATRIX.astype(bool), MATRIX, relation.DTYPES["others"]),
        ([np.zeros(4), np.zeros(4)], [np.ones(3), np.ones(4)], relation.NEIGHBOUR),
        ([MATRIX], [MATRIX, MATRIX], relation.ONE_SHORT),
        ([MATRIX] * 3, [MATRIX, MATRIX], relation.ONE_OVER),
        ([MATRIX] * 9, [MATRIX, MATRIX], relation.OVER),
        ([], [MATRIX, MATRIX], relation.SHORT),
        (np.array([2.0]), 2.0, relation.ONE_NUMBER),
        (np.array([2.0, 3.0]), 2.0, "It is an array."),
        (True, 2.0, "It is a boolean."),
        ([1.0], {"a": 1.0}, "It is a list."),
    ],
)
def test_an_honest_mistake_is_told_by_what_is_wrong_with_it(actual: object, expected: object, sentence: str) -> None:
    assert told(check.close, actual, expected).endswith(sentence)


@pytest.mark.parametrize("expected", [2.0, 3, "word", True, MATRIX, [MATRIX], {"a": 1.0}])
def test_of_all_kinds_none_alone_is_told_where_only_the_category_is(expected: object) -> None:
    kinds = set()
    others: tuple[object, ...] = (b"", {}, (), 1j)
    for actual in (None, *others):
        with pytest.raises(CheckFailedError) as caught:
            check.close(actual, expected, "the result")
        kinds.add(
            " ".join(part.text for part in caught.value.findings[1:] if FeedbackLevel.CATEGORY.allows(part.level))
        )
    assert kinds == {relation.NONE, ""}


def hostile() -> Iterator[object]:
    """What student code might return to say something by it."""
    for size in (0, 1, 2, 3, 5, 7, 100, 4096):
        for shape in ((size,), (size, 1), (5, size), (size, 3), (size, 2, 2), (1,) * min(size, 30)):
            for dtype in (float, np.float32, np.int8, np.uint64, bool, np.complex128):
                yield np.ones(shape, dtype)
        yield from ([1.0] * size, (1,) * size, dict.fromkeys(range(size), 1.0), "x" * size, 2**size, [[1.0]] * size)
        yield from ([MATRIX] * size, [np.ones(size)] * 2, [None] * size, [np.ones(size), size], (MATRIX * size,) * 2)
    yield from (None, True, 1j, np.float32(1), np.datetime64("now"), math.nan, math.inf, -math.inf, b"")
    for name in ("function", "generator", "set", "Secret00101", "type"):
        yield Proxy(NOBODY, Handle(7, name, "note"), "f", lambda _exchange: None)
    yield Figure(axes=(), title="", handle=9)
    with np.errstate(all="ignore"):
        yield from scaled()


def scaled() -> Iterator[object]:
    """The right answers in all the ways in which they can be wrong."""
    for scale in (-1.0, 0.5, 2.0, 3.0, 1.7, 0.0, 1e9, 1 + 1e-8, math.nan, math.inf):
        yield from (
            scale * MATRIX,
            scale * 2.5,
            scale * MATRIX + MATRIX % 2,
            scale * MATRIX[::-1],
            [scale * MATRIX] * 2,
        )


@pytest.mark.parametrize(
    ("compare", "expected"),
    [
        (check.close, MATRIX), (check.close, 2.5), (check.close, np.ones((4, 4))), (check.close, np.arange(5.0)),
        (check.equal, "word"), (check.equal, 3), (check.equal, None),
    ],
    ids=["a 3x5 matrix", "a number", "a square matrix", "a vector", "a word", "a count", "None"],
)  # fmt: skip
def test_a_chosen_answer_says_no_more_than_a_choice_among_a_few_sentences(
    compare: Callable[..., object], expected: object
) -> None:
    found = list(failures(compare, expected))
    told = {tuple(part.text for part in each.findings if FeedbackLevel.SHAPE.allows(part.level)) for each in found}
    of_shape = {part.text for each in found for part in each.findings if part.level is FeedbackLevel.SHAPE}
    assert 3 <= len(told) <= MAX_MESSAGES
    assert of_shape <= {*relation.SENTENCES, *difference.sentences()}
    if compare is check.close:
        assert len({str(each) for each in found}) > MAX_MESSAGES, "with values, each answer has its own words"


def failures(compare: Callable[..., object], expected: object) -> Iterator[CheckFailedError]:
    """What is said of all hostile answers, in full."""
    for actual in hostile():
        try:
            compare(actual, expected, "the result")
        except CheckFailedError as error:
            yield error


def test_the_lists_are_as_short_as_the_page_on_security_says() -> None:
    assert len(relation.SENTENCES) + len(set(difference.sentences())) <= 2 * MAX_MESSAGES


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Box", "It is another object. Its type is `Box`."),
        ("`</code>\n\x1b[31m", "It is another object. Its type is `'</code>\\n\\x1b[31m`."),
        ("x" * 500, f"It is another object. Its type is `{'x' * 60} "),
        ("generator", f"{ITERATOR} It is an object of type generator."),
    ],
    ids=["honest", "hostile", "long", "of everybody"],
)
def test_an_object_of_another_type_is_told_once_and_by_the_name_that_inputs_may_show(name: str, said: str) -> None:
    thing = Proxy(NOBODY, Handle(7, name, ""), "f", lambda _exchange: None)
    with pytest.raises(CheckFailedError) as caught:
        check.equal(thing, 3, "the result")
    shown = {
        level: " ".join(part.text for part in caught.value.findings[1:] if level.allows(part.level))
        for level in (FeedbackLevel.SHAPE, FeedbackLevel.INPUTS)
    }
    assert shown[FeedbackLevel.INPUTS].startswith(said)
    assert "type" not in shown[FeedbackLevel.SHAPE]
