"""Hidden tests of Task 4.1. Trusted side. Each pass gets inputs that are right, so that a mistake costs once.

Numerical gradients are asked for with a step so wide that one-sided or analytic ones in their place stand out. Values
may be off by what float32 or an added constant does; one test asks for double precision.
"""

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from activations import FloatArray
from hidden_tests.detailed_cases import (
    ACCURATE,
    BACKWARD,
    FIRST,
    FORWARD,
    NAME,
    NUMERICALLY,
    SIZES,
    WIDE_STEP,
    built,
    compare_backward,
    confident,
    forward_case,
    numerical_case,
    passed_on,
    printing,
    rounds,
    sample,
    trained,
    twins,
)
from hidden_tests.helpers import close, layers, overwrite

from grader.exam import (
    NUMERICAL,
    VALUE,
    Direction,
    Proxy,
    accurate,
    by_name,
    call_by_reference,
    check,
    close_in_order,
    copied,
    create,
    fetch_value,
    method,
    observe,
    store_value,
    unchanged,
)

pytestmark = pytest.mark.task("4.1")


def global_generator(student: Any) -> object:
    """NumPy's global generator as the student's module sees it, or None where it has no name for it."""
    for name in ("np", "numpy"):
        found = getattr(student, name, None)
        if found is not None:
            return found.random if isinstance(found, Proxy) else None
    return None


def following_numbers(reference: Any, seed: int, sizes: Sequence[int]) -> FloatArray:
    """What the global generator gives after the reference has made a network; it is left here as it was."""
    state = np.random.get_state()  # noqa: NPY002 - the legacy generator is what this is about
    try:
        np.random.seed(seed)  # noqa: NPY002
        reference.DetailedBackpropNetwork(sizes)
        return np.random.random_sample(3)  # noqa: NPY002
    finally:
        np.random.set_state(state)  # noqa: NPY002


@pytest.mark.points(1.25)
def test_weights_are_those_of_the_seed(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """A new network has the weights of RandomState(42) times 0.5, and biases of zero."""
    for sizes in ([3, 2, 1], rng.permutation([2, 3, 4, 5, 6]).tolist()):
        network, expected = create(student, NAME, [*sizes]), reference.DetailedBackpropNetwork(sizes)
        check.equal(network.layer_sizes, expected.layer_sizes, "layer_sizes")
        close(network.weights, expected.weights, "weights")
        close(network.biases, expected.biases, "biases")


@pytest.mark.points(0.75)
def test_the_global_generator_is_left_alone(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Making a network neither uses nor seeds NumPy's global generator, yet draws its weights."""
    seed, sizes = int(rng.integers(1000)), [*rng.permutation([3, 4, 5, 6]).tolist(), 1]
    generator = global_generator(student)
    if generator is not None:
        method(generator, "seed")(seed)
    network = create(student, NAME, [*sizes])
    for index, mine in enumerate(check.items(network.weights, len(sizes) - 1, "weights")):
        drawn = check.array(mine, (sizes[index], sizes[index + 1]), f"weights[{index}]")
        check.true(np.unique(drawn).size == drawn.size, f"weights[{index}] should hold random numbers.")
    if generator is not None:
        following = method(generator, "random_sample")(3)
        check.close(following, following_numbers(reference, seed, sizes), "the global generator's next numbers")


@pytest.mark.points(1.5)
def test_forward_pass(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The forward pass gives the output, all activations and all pre-activations."""
    for sizes in SIZES:
        original, x, (output, activations, z_values) = forward_case(reference, rng, sizes)
        mine = built(student, original)
        found = check.items(by_name(mine, "detailed_forward_pass")(x, verbose=False), 3, FORWARD)
        links = layers(len(z_values))
        close_in_order(found[2], z_values, "z_values", links, Direction.FORWARD, VALUE)
        close_in_order(found[1], activations, "activations", ["the input", *links], Direction.FORWARD, VALUE)
        close(found[0], output, "output")


@pytest.mark.points(1.25)
@pytest.mark.parametrize("y", [0, 1])
def test_weight_gradients(student: Any, reference: Any, rng: np.random.Generator, y: int) -> None:
    """The backward pass gives the gradient of every weight."""
    for sizes in SIZES * 2:
        compare_backward(student, reference, rng, y, 0, sizes)


@pytest.mark.points(1)
@pytest.mark.parametrize("y", [0, 1])
def test_bias_gradients(student: Any, reference: Any, rng: np.random.Generator, y: int) -> None:
    """The backward pass gives the gradient of every bias."""
    for sizes in SIZES * 2:
        compare_backward(student, reference, rng, y, 1, sizes)


@pytest.mark.points(1)
def test_loss(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The loss is the binary cross-entropy, and the label may be an int, a float or an array of shape (1,)."""
    for y in (0, 1, 0.0, 1.0, np.array([0.0]), np.array([1.0])):
        compare_backward(student, reference, rng, y, 2, SIZES[0])


@pytest.mark.points(1.25)
@pytest.mark.needs("test_forward_pass")
@pytest.mark.parametrize("which,what", [(0, "grad_weights"), (1, "grad_biases")], ids=["weights", "biases"])
def test_numerical_gradients(student: Any, reference: Any, rng: np.random.Generator, which: int, what: str) -> None:
    """Numerical gradients are central differences with the given step, for every parameter."""
    for sizes, y in zip(SIZES, (0, 1, np.array([1.0])), strict=True):
        original, x, expected, _ = numerical_case(reference, rng, y, sizes, WIDE_STEP)
        mine = built(student, original)
        found = check.items(by_name(mine, "numerical_gradients")(x, y, WIDE_STEP), 2, NUMERICALLY)
        close(found[which], expected[which], f"numerical {what}")


def is_accurate(found: Sequence[Sequence[FloatArray]], exact: Sequence[Sequence[FloatArray]]) -> bool:
    """Whether numerical gradients agree with analytic ones to nine places."""
    pairs = [pair for mine, theirs in zip(found, exact, strict=True) for pair in zip(mine, theirs, strict=True)]
    return all(np.max(np.abs(np.asarray(mine) - theirs)) < ACCURATE for mine, theirs in pairs)


@pytest.mark.points(0.75)
@pytest.mark.needs("test_forward_pass", "test_numerical_gradients")
def test_numerical_gradients_leave_the_network_as_it_was(
    student: Any, reference: Any, rng: np.random.Generator
) -> None:
    """The network is left as it was by numerical gradients, and so are their arguments."""
    original, x, expected, left = numerical_case(reference, rng, 1, SIZES[0], WIDE_STEP)
    mine = built(student, original)
    seen = observe(by_name(mine, "numerical_gradients"), x, 1, WIDE_STEP)
    close(check.items(seen.returned, 2, NUMERICALLY), expected, NUMERICALLY)
    unchanged(mine.weights, original.weights, "weights", left[0])
    unchanged(mine.biases, original.biases, "biases", left[1])
    unchanged([seen.arguments[0]], [x], "x")


def names_layers(printed: str, count: int) -> bool:
    """Whether the text names each layer from 1 on."""
    return all(f"layer {number}" in printed.casefold() for number in range(1, count + 1))


@pytest.mark.points(0.5)
@pytest.mark.needs("test_forward_pass", "test_weight_gradients")
def test_steps_are_printed_layer_by_layer(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Unless told otherwise, each pass prints its steps and names every layer."""
    original, x = trained(rng, SIZES[1]), sample(rng, 4)
    mine, theirs = twins(student, reference, original)
    back = (x, 1, *passed_on(original, x))
    for name, arguments in (("detailed_forward_pass", (x,)), ("detailed_backward_pass", back)):
        result, printed = printing(getattr(theirs, name), *arguments)
        seen = observe(by_name(mine, name), *arguments)
        close(check.items(seen.returned, 3, f"the result of {name}")[0], result[0], FIRST[name])
        expected, named = (names_layers(text, len(SIZES[1]) - 1) for text in (printed, seen.printed))
        check.true(named is expected, "Each pass should print its steps and name Layer 1, Layer 2 and so on.")


@pytest.mark.points(0.5)
@pytest.mark.needs("test_forward_pass", "test_weight_gradients")
def test_quiet_passes_print_nothing_and_keep_their_arguments(
    student: Any, reference: Any, rng: np.random.Generator
) -> None:
    """With verbose=False nothing is printed, and neither the arguments nor the network change."""
    original, x = trained(rng, SIZES[2]), sample(rng, 2)
    activations, z_values = passed_on(original, x)
    mine, theirs = twins(student, reference, original)
    back = (x, np.array([1.0]), activations, z_values)
    left = (x.copy(), np.array([1.0]), copied(activations), copied(z_values))
    for name, arguments, lent in (
        ("detailed_forward_pass", (x,), left[:1]),
        ("detailed_backward_pass", back, left),
    ):
        result, printed = printing(getattr(theirs, name), *lent, verbose=False)
        seen = observe(by_name(mine, name), *arguments, verbose=False)
        close(check.items(seen.returned, 3, f"the result of {name}")[0], result[0], FIRST[name])
        check.true(bool(seen.printed) is bool(printed), "With verbose=False nothing should be printed.")
        unchanged([seen.arguments[0]], [x], "x", left[:1])
    unchanged([seen.arguments[1]], [back[1]], "y", [left[1]])
    unchanged(seen.arguments[2], activations, "activations", left[2])
    unchanged(seen.arguments[3], z_values, "z_values", left[3])
    unchanged(mine.weights, original.weights, "weights", theirs.weights)
    unchanged(mine.biases, original.biases, "biases", theirs.biases)


@pytest.mark.points(0.75)
@pytest.mark.needs("test_forward_pass", "test_weight_gradients", "test_loss", "test_numerical_gradients")
def test_every_call_counts_for_itself(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The passes read their arguments afresh every time, and leave the results of earlier calls alone."""
    original, expected_rounds = rounds(reference, rng, (3, 4, 4, 1))
    mine = built(student, original)
    forward, backward = (method(mine, f"detailed_{name}_pass") for name in ("forward", "backward"))
    x, kept = (
        store_value(student, np.zeros(3)),
        [store_value(student, copied(arrays)) for arrays in passed_on(original, np.zeros(3))],
    )
    step = store_value(student, WIDE_STEP)
    entries = [call_by_reference(method(arrays, "copy")) for arrays in kept]
    passes: list[tuple[list[Proxy], Any]] = []
    for numbers, given, *expected, expected_numerical in expected_rounds:
        for held, array in zip((x, *itertools.chain(*entries)), (numbers, *itertools.chain(*given)), strict=True):
            overwrite(held, array)
        passes.append((check.items(call_by_reference(forward, x, verbose=False), 3, FORWARD), expected[0]))
        passes.append((check.items(call_by_reference(backward, x, 1, *kept, verbose=False), 3, BACKWARD), expected[1]))
        numerical = by_name(mine, "numerical_gradients")(x, 1, step)
        close(check.items(numerical, 2, NUMERICALLY), expected_numerical, NUMERICALLY)
    for held, before in passes:
        # What is kept of x among the activations may be x itself, which was written into.
        close([fetch_value(held[0]), fetch_value(held[2])], [before[0], before[2]], "the result of an earlier call")


@pytest.mark.points(1)
def test_accuracy(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Gradients are right to six digits, also where the output is almost 0 or 1, and numerical ones to nine places."""
    for y, sign in ((1, 1.0), (1, -1.0), (0, 1.0), (0, -1.0)):
        original, x = confident(rng, sign * rng.uniform(13.2, 14.5))
        activations, z_values = passed_on(original, x)
        mine, theirs = twins(student, reference, original)
        expected = theirs.detailed_backward_pass(x, y, activations, z_values, verbose=False)
        found = check.items(
            by_name(mine, "detailed_backward_pass")(x, y, activations, z_values, verbose=False), 3, BACKWARD
        )
        near_zero = float(activations[-1][0] * (1.0 - activations[-1][0]))
        for part, name in enumerate(("grad_weights", "grad_biases")):
            accurate(found[part], expected[part], name, near_zero=near_zero)
        if expected[2] > 1.0:  # of a loss near 0, the given functions themselves are right to fewer digits
            accurate(found[2], expected[2], "loss", near_zero=near_zero * expected[2])
    original, x, expected, _ = numerical_case(reference, rng, 1, SIZES[0])
    *exact, _ = original.detailed_backward_pass(x, 1, *passed_on(original, x), verbose=False)
    found = by_name(built(student, original), "numerical_gradients")(x, 1)
    close(check.items(found, 2, NUMERICALLY), expected, NUMERICALLY, NUMERICAL)
    as_accurate = is_accurate(found, exact) is is_accurate(expected, exact)
    check.true(as_accurate, "With the default step, h=1e-5, numerical gradients should be good to nine places.")
