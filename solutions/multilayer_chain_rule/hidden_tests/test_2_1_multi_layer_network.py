"""Hidden tests of Task 2.1: the two passes of a network of any depth.

Forward and backward pass are judged apart: the backward pass gets activations that are right. Layers are of unequal
width and biases are not zero, so that transposed gradients and neighbouring layers are told apart. Values may be off by
what float32 or an added constant does; one test asks for double precision.
"""

import itertools
from typing import Any

import numpy as np
import pytest
from hidden_tests.helpers import close, layers, overwrite
from hidden_tests.network_cases import (
    ACTIVATIONS,
    DEEP,
    NAME,
    PARTS,
    SHAPES,
    Case,
    compare_backward,
    confident,
    draw_case,
    expected_backward,
    rebuild,
    run_backward,
    set_parameters,
)

from grader.exam import (
    VALUE,
    Direction,
    accurate,
    by_name,
    call_by_reference,
    check,
    close_in_order,
    copied,
    create,
    fetch_value,
    method,
    store_value,
    unchanged,
)

pytestmark = pytest.mark.task("2.1")


@pytest.mark.points(1)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_forward_pass(student: Any, reference: Any, rng: np.random.Generator, activation: str) -> None:
    """The forward pass returns the output, all activations and all z."""
    for sizes in ((3, 5, 4, 1), (4, 3, 6, 2), (3, 1)):
        case = draw_case(rng, sizes, activation)
        mine, theirs = rebuild(student, reference, case)
        output, activations, z_values = theirs.forward_pass(case.x.copy())
        returned = check.items(by_name(mine, "forward_pass")(case.x), 3, "forward_pass(...)")
        links = layers(len(z_values))
        close_in_order(returned[2], z_values, f"z_values of a {activation} network", links, Direction.FORWARD, VALUE)
        named = ["the input", *links]
        close_in_order(
            returned[1], activations, f"activations of a {activation} network", named, Direction.FORWARD, VALUE
        )
        close(returned[0], output, f"output of a {activation} network")


@pytest.mark.points(0.75)
def test_forward_pass_output_only(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """With store_activations=False the forward pass returns only the output."""
    for sizes, activation in zip(SHAPES, ACTIVATIONS, strict=True):
        case = draw_case(rng, sizes, activation)
        mine, theirs = rebuild(student, reference, case)
        returned = by_name(mine, "forward_pass")(case.x, store_activations=False)
        expected = theirs.forward_pass(case.x, store_activations=False)
        close(returned, expected, "forward_pass(x, store_activations=False)")


@pytest.mark.points(1.5)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_weight_gradients(student: Any, reference: Any, rng: np.random.Generator, activation: str) -> None:
    """The gradients of the weights of every layer, for both labels."""
    for sizes in SHAPES:
        case = draw_case(rng, sizes, activation)
        pair = rebuild(student, reference, case)
        for label in (0, 1):
            compare_backward(pair, case, label, (0,))


@pytest.mark.points(0.75)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_bias_gradients(student: Any, reference: Any, rng: np.random.Generator, activation: str) -> None:
    """The gradients of the biases of every layer, for both labels."""
    for sizes in SHAPES:
        case = draw_case(rng, sizes, activation)
        pair = rebuild(student, reference, case)
        for label in (1, 0):
            compare_backward(pair, case, label, (1,))


@pytest.mark.points(1)
def test_gradient_magnitudes(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The gradient magnitudes are the norms of dL/dz, first layer first."""
    for activation in ACTIVATIONS:
        case = draw_case(rng, DEEP, activation)
        pair = rebuild(student, reference, case)
        for label in (0, 1):
            compare_backward(pair, case, label, (2,))


@pytest.mark.points(0.5)
@pytest.mark.needs(
    "test_weight_gradients[sigmoid]",
    "test_bias_gradients[sigmoid]",
    "test_weight_gradients[tanh]",
    "test_bias_gradients[tanh]",
    "test_gradient_magnitudes",
)
def test_any_depth(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Backpropagation works without hidden layers and through four of them."""
    for sizes, activation in (((3, 1), "relu"), ((2, 1), "sigmoid"), (DEEP, "tanh"), (DEEP, "sigmoid")):
        case = draw_case(rng, sizes, activation)
        compare_backward(rebuild(student, reference, case), case, 1)


@pytest.mark.points(0.5)
@pytest.mark.needs("test_weight_gradients[tanh]", "test_bias_gradients[tanh]", "test_gradient_magnitudes")
@pytest.mark.feedback("inputs")
def test_label_forms(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The label may be an int, a float or an array of shape (1,)."""
    case = draw_case(rng, (3, 4, 2, 1), "tanh")
    pair = rebuild(student, reference, case)
    for label in (1, 0.0, np.array([1.0]), np.array([0])):
        compare_backward(pair, case, label)


@pytest.mark.points(1)
@pytest.mark.needs("test_forward_pass[tanh]")
def test_forward_pass_uses_parameters_as_they_are(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The forward pass uses the weights and biases as they are at the call."""
    sizes = (3, 5, 4, 1)
    pair = (create(student, NAME, list(sizes), "tanh"), reference.MultiLayerNetwork(sizes, "tanh"))
    for _ in range(3):
        case = draw_case(rng, sizes, "tanh")
        for network in pair:
            set_parameters(network, case)
        mine, theirs = by_name(pair[0], "forward_pass"), pair[1].forward_pass
        close(mine(case.x, False), theirs(case.x, False), "output after a change of weights")  # noqa: FBT003 # by position on purpose


@pytest.mark.points(0.75)
@pytest.mark.needs("test_weight_gradients[tanh]", "test_bias_gradients[tanh]", "test_gradient_magnitudes")
def test_backward_pass_uses_parameters_as_they_are(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The backward pass uses the weights and biases as they are at the call."""
    sizes = (3, 5, 4, 1)
    pair = (create(student, NAME, list(sizes), "tanh"), reference.MultiLayerNetwork(sizes, "tanh"))
    for _ in range(3):
        case = draw_case(rng, sizes, "tanh")
        for network in pair:
            set_parameters(network, case)
        compare_backward(pair, case, 1)


@pytest.mark.points(1.25)
@pytest.mark.needs("test_forward_pass[relu]", "test_forward_pass[tanh]")
def test_forward_pass_leaves_what_is_there(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The forward pass changes neither the parameters nor x nor an earlier result, and reads x afresh every time."""
    for activation, sizes in (("relu", (3, 5, 5, 1)), ("tanh", (4, 4, 4, 4)), ("tanh", (3, 1))):
        case = draw_case(rng, sizes, activation)
        mine, theirs = rebuild(student, reference, case)
        forward, x, their_x = method(mine, "forward_pass"), store_value(student, case.x.copy()), case.x.copy()
        held, expected = call_by_reference(forward, x), theirs.forward_pass(their_x.copy())
        unchanged([fetch_value(x)], [case.x], "x", [their_x])
        check.items(held, 3, "forward_pass(...)")
        their_x[:] = rng.uniform(0.3, 2.0, sizes[0])
        overwrite(x, their_x)
        close(forward(x), theirs.forward_pass(their_x), "a second forward_pass(...)")
        # What is kept of x may be x itself, which was written into just now.
        close(fetch_value(held[0]), expected[0], "the output of the first call")
        close(
            check.items(fetch_value(held[1]), len(sizes), "activations")[1:],
            expected[1][1:],
            "activations of the first call",
        )
        close(fetch_value(held[2]), expected[2], "z_values of the first call")
        unchanged(mine.weights, case.network.weights, "weights", theirs.weights)
        unchanged(mine.biases, case.network.biases, "biases", theirs.biases)


@pytest.mark.points(0.5)
@pytest.mark.needs(
    "test_forward_pass[sigmoid]",
    "test_weight_gradients[sigmoid]",
    "test_bias_gradients[sigmoid]",
    "test_gradient_magnitudes",
)
def test_own_forward_and_backward(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The backward pass works on what your own forward pass returned, also after it was called for another sample."""
    case = draw_case(rng, (4, 3, 5, 1), "sigmoid")
    mine, theirs = rebuild(student, reference, case)
    samples = [rng.standard_normal(4) for _ in range(3)]
    held = [call_by_reference(method(mine, "forward_pass"), x) for x in samples]
    expected = [theirs.forward_pass(x) for x in samples]
    for x, label, own, their_own in zip(samples, (0, 1, 1), held, expected, strict=True):
        _, *passed = check.items(own, 3, "forward_pass(...)")
        returned = by_name(mine, "backward_pass")(x, label, *passed)
        close(returned, theirs.backward_pass(x, label, *their_own[1:]), "backward_pass(...)")


@pytest.mark.points(0.75)
@pytest.mark.needs("test_weight_gradients", "test_bias_gradients", "test_gradient_magnitudes")
def test_nothing_else_changes(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The backward pass changes neither the parameters nor its arguments nor an earlier result."""
    for activation, label in zip(ACTIVATIONS, (1.0, np.array([1.0]), 0.0), strict=True):
        case = draw_case(rng, (3, 5, 5, 2, 1), activation)
        mine, theirs = rebuild(student, reference, case)
        given = ([case.x], [np.array(label)], case.activations, case.z_values)
        left = tuple(copied(arrays) for arrays in given)
        theirs.backward_pass(left[0][0], left[1][0], left[2], left[3])
        x, y, activations, z_values = check.items(run_backward(mine, case, label).arguments, 4, "the arguments")
        for name, after, expected, before in zip(
            ("x", "y", "activations", "z_values"),
            ([x], [y], activations, z_values),
            left,
            given,
            strict=True,
        ):
            unchanged(after, before, name, expected)
        unchanged(mine.weights, case.network.weights, "weights", theirs.weights)
        unchanged(mine.biases, case.network.biases, "biases", theirs.biases)


@pytest.mark.points(0.5)
@pytest.mark.needs("test_weight_gradients", "test_bias_gradients", "test_gradient_magnitudes")
def test_every_call_counts_for_itself(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The backward pass reads its arguments afresh every time, and leaves the gradients of earlier calls alone."""
    first = draw_case(rng, (3, 4, 4, 1), "tanh")
    x = rng.uniform(0.3, 2.0, first.x.size)
    _, *passed = first.network.forward_pass(x)
    second = Case(first.network, x, *passed)
    mine, theirs = rebuild(student, reference, first)
    backward = method(mine, "backward_pass")
    kept = [store_value(student, copied(arrays)) for arrays in ([first.x], first.activations, first.z_values)]
    arrays = [call_by_reference(method(held, "copy")) for held in kept]
    results = []
    for case in (first, second):
        for held, numbers in zip(arrays, ([case.x], case.activations, case.z_values), strict=True):
            for array, values in zip(held, numbers, strict=True):
                overwrite(array, values)
        expected = expected_backward(theirs, case, 1)
        found = call_by_reference(backward, arrays[0][0], 1, kept[1], kept[2])
        close(
            [fetch_value(part) for part in check.items(found, 3, "backward_pass(...)")], expected, "backward_pass(...)"
        )
        results.append((found, expected))
    close([fetch_value(part) for part in results[0][0]], results[0][1], "the result of an earlier backward_pass(...)")


@pytest.mark.points(1.25)
def test_accuracy(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Both passes are right to six digits, also where the output is almost 0 or 1: in double precision."""
    for activation, (label, sign) in zip((*ACTIVATIONS, "tanh"), itertools.product((1, 0), (1.0, -1.0)), strict=True):
        case = confident(rng, activation, sign * rng.uniform(13.2, 14.5))
        mine, theirs = rebuild(student, reference, case)
        near_zero = float(case.activations[-1][0] * (1.0 - case.activations[-1][0]))
        expected = expected_backward(theirs, case, label)
        returned = check.items(run_backward(mine, case, label).returned, len(PARTS), "backward_pass(...)")
        for part, found, right in zip(PARTS, returned, expected, strict=True):
            accurate(found, right, part, near_zero=near_zero)
        forward = check.items(by_name(mine, "forward_pass")(case.x), 3, "forward_pass(...)")
        for part, found, right in zip(
            ("output", "activations", "z_values"), forward, theirs.forward_pass(case.x), strict=True
        ):
            accurate(found, right, part)
