"""Hidden tests of Task 4.2. Trusted side. The networks are recordings: so Task 4.1 is graded apart, and two gradients
can be made to differ by any amount.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from activations import FloatArray
from detailed_backprop import DetailedBackpropNetwork

from grader.exam import check, record
from grader.exam.recording import Answered, record_class
from grader.host.proxy import Proxy
from grader.wire.values import Recording

pytestmark = pytest.mark.task("4.2")

SIZES = [3, 4, 2, 1]
FIRST_TWEET = np.array([2.0, 1.0, 1.0])
STEP = 1e-5

Gradients = tuple[list[FloatArray], list[FloatArray]]


def method(owner: object, name: str) -> Any:
    """Something of the student's to call; a failed check where it is anything else."""
    found = getattr(owner, name) if isinstance(owner, Proxy) else None
    check.true(isinstance(found, Proxy), f"{name} should be something to call.")
    return found


def trained(rng: np.random.Generator, sizes: Sequence[int] = SIZES) -> DetailedBackpropNetwork:
    """A reference network with weights and biases from the secret seed."""
    network = DetailedBackpropNetwork(sizes)
    network.weights = [rng.normal(size=weights.shape) for weights in network.weights]
    network.biases = [rng.normal(size=bias.shape) for bias in network.biases]
    return network


def recorded(
    network: DetailedBackpropNetwork,
    x: FloatArray,
    y: float,
    h: float,
    analytic: Gradients,
    numerical: Gradients,
) -> Recording:
    """Records a network that gives these two gradients for one sample; the label may come as an array of shape (1,)."""
    forward = network.detailed_forward_pass(x, verbose=False)
    _, activations, z_values = forward
    *_, loss = network.detailed_backward_pass(x, y, activations, z_values, verbose=False)
    passed = {"x": x, "activations": activations, "z_values": z_values}
    labels: tuple[object, object] = (y, [y])
    return record(
        network,
        ("layer_sizes", "weights", "biases"),
        {
            "detailed_forward_pass": [Answered({"x": x}, forward)],
            "detailed_backward_pass": [Answered({**passed, "y": label}, (*analytic, loss)) for label in labels],
            "numerical_gradients": [Answered({"x": x, "y": label, "h": h}, numerical) for label in labels],
        },
    )


def zeros(network: DetailedBackpropNetwork) -> Gradients:
    """A gradient of zeros, to which a difference adds up without rounding."""
    return [np.zeros_like(weights) for weights in network.weights], [np.zeros_like(bias) for bias in network.biases]


def differing(
    rng: np.random.Generator, weights: Sequence[float], biases: Sequence[float], *, swapped: bool = False
) -> Recording:
    """A network whose gradients differ by these amounts, in one entry of each layer; `swapped` says on which side."""
    network = trained(rng)
    analytic, numerical = zeros(network), zeros(network)
    for gradients, amounts in zip(numerical, (weights, biases), strict=True):
        for gradient, amount in zip(gradients, amounts, strict=True):
            gradient.flat[rng.integers(gradient.size)] = amount
    pair = (numerical, analytic) if swapped else (analytic, numerical)
    return recorded(network, FIRST_TWEET, 1, STEP, *pair)


def largest(first: Sequence[FloatArray], second: Sequence[FloatArray]) -> list[float]:
    """The largest absolute difference of each layer."""
    return [float(np.max(np.abs(mine - theirs))) for mine, theirs in zip(first, second, strict=True)]


def check_reports(result: object, weights: Sequence[float], biases: Sequence[float], verdicts: Sequence[str]) -> None:
    """Requires one right report for each layer."""
    reports = check.items(result, len(verdicts), "the result")
    for number, report in enumerate(reports, start=1):
        what = f"the report of layer {number}"
        check.equal(check.entry(report, "layer", what), number, "layer")
        found = check.entry(report, "max_weight_difference", what)
        check.close(found, weights[number - 1], f"max_weight_difference of layer {number}")
        found = check.entry(report, "max_bias_difference", what)
        check.close(found, biases[number - 1], f"max_bias_difference of layer {number}")
    check_verdicts(result, verdicts)


def check_verdicts(result: object, verdicts: Sequence[str]) -> None:
    """Requires these verdicts, layer by layer."""
    for number, (report, verdict) in enumerate(
        zip(check.items(result, len(verdicts), "the result"), verdicts, strict=True), start=1
    ):
        found = check.entry(report, "verdict", f"the report of layer {number}")
        check.equal(found, verdict, f"the verdict on layer {number}")


@pytest.mark.points(1.5)
def test_defaults(open_student: Callable[..., Any], rng: np.random.Generator) -> None:
    """Without arguments the small network is checked on the first tweet, with its label and a step of 1e-5."""
    network = DetailedBackpropNetwork([3, 2, 1])
    analytic, numerical = zeros(network), zeros(network)
    weights, biases = [3e-7, float(rng.uniform(0.2, 0.9))], [float(rng.uniform(2e-5, 8e-5)), 4e-7]
    numerical[0][0][2, 1], numerical[0][1][1, 0], numerical[1][0][1], numerical[1][1][0] = *weights, *biases
    small = recorded(network, FIRST_TWEET, 1, STEP, analytic, numerical)
    stand_in = record_class(DetailedBackpropNetwork, [({"layer_sizes": [3, 2, 1]}, small)])
    student = open_student({"detailed_backprop": {"DetailedBackpropNetwork": stand_in}})
    # A module that was made from a notebook may hold a class of its own under this name.
    student.DetailedBackpropNetwork = stand_in
    check_reports(method(student, "verify_backpropagation")(), weights, biases, ["good", "mismatch"])


@pytest.mark.points(2)
def test_largest_differences_are_reported(student: Any, rng: np.random.Generator) -> None:
    """Each layer is reported with the largest absolute difference of its weights and of its biases."""
    for y in (0, 1):
        network, x = trained(rng), rng.normal(size=3)
        _, activations, z_values = network.detailed_forward_pass(x, verbose=False)
        *found, _ = network.detailed_backward_pass(x, y, activations, z_values, verbose=False)
        analytic: Gradients = (found[0], found[1])
        numerical: Gradients = (
            [gradient + rng.normal(size=gradient.shape) for gradient in analytic[0]],
            [gradient + rng.normal(size=gradient.shape) for gradient in analytic[1]],
        )
        result = method(student, "verify_backpropagation")(recorded(network, x, y, STEP, analytic, numerical), x, y)
        weights, biases = largest(analytic[0], numerical[0]), largest(analytic[1], numerical[1])
        check_reports(result, weights, biases, ["mismatch"] * 3)


@pytest.mark.points(1.5)
def test_a_wrong_backward_pass_is_found_in_its_layer(student: Any, rng: np.random.Generator) -> None:
    """A backward pass with one wrong number is a mismatch in its layer, and the other layers stay perfect."""
    for layer in range(3):
        network, x = trained(rng), rng.normal(size=3)
        _, activations, z_values = network.detailed_forward_pass(x, verbose=False)
        *found, _ = network.detailed_backward_pass(x, 1, activations, z_values, verbose=False)
        analytic: Gradients = (found[0], found[1])
        analytic[layer % 2][layer].flat[-1] += rng.choice([-0.01, 0.01])
        numerical = network.numerical_gradients(x, 1, STEP)
        result = method(student, "verify_backpropagation")(recorded(network, x, 1, STEP, analytic, numerical), x, 1)
        weights, biases = largest(analytic[0], numerical[0]), largest(analytic[1], numerical[1])
        verdicts = ["mismatch" if number == layer else "perfect" for number in range(3)]
        check_reports(result, weights, biases, verdicts)


@pytest.mark.points(1)
@pytest.mark.parametrize(
    "threshold,inside,outside", [(1e-6, "perfect", "good"), (1e-4, "good", "mismatch")], ids=["perfect", "good"]
)
def test_verdict_changes_at_its_threshold(
    student: Any, rng: np.random.Generator, threshold: float, inside: str, outside: str
) -> None:
    """The larger difference of weights and biases decides the verdict, also exactly on the threshold."""
    below, above = 0.99 * threshold, 1.01 * threshold
    cases = (
        ([-below, threshold, above], [0.0, below, -1e-9], [inside, outside, outside]),
        ([0.0, below, -1e-9], [-below, -threshold, above], [inside, outside, outside]),
    )
    for weights, biases, verdicts in cases:
        for swapped in (False, True):
            network = differing(rng, weights, biases, swapped=swapped)
            check_verdicts(method(student, "verify_backpropagation")(network, FIRST_TWEET, 1), verdicts)


@pytest.mark.points(0.75)
@pytest.mark.parametrize("swapped", [False, True], ids=["numerical", "analytic"])
def test_nan_is_a_mismatch(student: Any, rng: np.random.Generator, *, swapped: bool) -> None:
    """A NaN among the weights or the biases of a layer is a mismatch in that layer."""
    nan = float("nan")
    cases = (
        ([nan, 0.0, 2e-5], [0.0, 0.0, 0.0], ["mismatch", "perfect", "good"]),
        ([0.0, 0.0, 1e-7], [2e-5, nan, 0.0], ["good", "mismatch", "perfect"]),
        ([0.0, nan, 0.0], [0.0, nan, 2e-5], ["perfect", "mismatch", "good"]),
    )
    for weights, biases, verdicts in cases:
        network = differing(rng, weights, biases, swapped=swapped)
        check_verdicts(method(student, "verify_backpropagation")(network, FIRST_TWEET, 1), verdicts)


@pytest.mark.points(0.75)
@pytest.mark.parametrize("y", [0, np.array([0.0])], ids=["int", "array"])
def test_sample_label_and_step_are_passed_on(student: Any, rng: np.random.Generator, y: object) -> None:
    """The network is asked about the given sample, label and step, also where the label is 0."""
    network, x, h = trained(rng), rng.normal(size=3), float(rng.uniform(0.01, 0.05))
    _, activations, z_values = network.detailed_forward_pass(x, verbose=False)
    *found, _ = network.detailed_backward_pass(x, 0, activations, z_values, verbose=False)
    analytic: Gradients = (found[0], found[1])
    numerical = network.numerical_gradients(x, 0, h)
    moved: Gradients = ([gradient + 1.0 for gradient in numerical[0]], numerical[1])
    result = method(student, "verify_backpropagation")(recorded(network, x, 0, h, analytic, moved), x, y, h)
    weights, biases = largest(analytic[0], moved[0]), largest(analytic[1], moved[1])
    check_reports(result, weights, biases, ["mismatch"] * 3)
