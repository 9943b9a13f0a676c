"""Hidden tests of Task 4.2. Trusted side. The networks are recordings: so Task 4.1 is graded apart, and two gradients
can be made to differ by any amount.

A recording answers for both labels and for other steps than the one that is asked for, each time with other numbers:
a check that was made for the wrong ones returns and is seen to be wrong.
"""

import pickle
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from activations import FloatArray
from detailed_backprop import DetailedBackpropNetwork, Gradients
from hidden_tests.helpers import close

from grader.exam import RecordedCall, Recording, by_name, check, copied, record, record_class, remembered

pytestmark = pytest.mark.task("4.2")

SIZES = (3, 4, 2, 1)
NARROW = (1, 1, 1, 1)
FIRST_TWEET = np.array([2.0, 1.0, 1.0])
STEP = 1e-5
STEPS = (STEP, 1e-8)
ATTRIBUTES = ("layer_sizes", "weights", "biases")


class Scripted:
    """A network with the interface of Task 4.1 whose gradients are given, for each label and step."""

    def __init__(
        self,
        network: DetailedBackpropNetwork,
        x: FloatArray,
        analytic: Mapping[int, Gradients],
        numerical: Mapping[tuple[int, float], Gradients],
    ) -> None:
        self.layer_sizes, self.weights, self.biases = network.layer_sizes, network.weights, network.biases
        self._x = x
        self._forward = network.detailed_forward_pass(x, verbose=False)
        self._analytic = analytic
        self._numerical = numerical

    def detailed_forward_pass(self, x: FloatArray, verbose: bool = True) -> object:  # noqa: ARG002 - the signature of Task 4.1
        """Returns what the network does."""
        return self._forward

    def detailed_backward_pass(
        self,
        x: object,  # noqa: ARG002
        y: object,
        activations: object,  # noqa: ARG002
        z_values: object,  # noqa: ARG002
        verbose: bool = True,  # noqa: ARG002
    ) -> object:
        """Returns the given gradients, and some loss."""
        return (*map(copied, self._analytic[_label(y)]), 0.25)

    def numerical_gradients(self, x: object, y: object, h: float = STEP) -> object:  # noqa: ARG002 - the signature of Task 4.1
        """Returns the given gradients."""
        return tuple(map(copied, self._numerical[_label(y), h]))

    def recorded(self) -> Recording:
        """Records every answer."""
        return _recorded(self, self._x, self._forward, self._analytic, self._numerical)


@remembered
def _recorded(
    network: Scripted,
    x: FloatArray,
    forward: Any,
    analytic: Mapping[int, Gradients],
    numerical: Mapping[tuple[int, float], Gradients],
) -> Recording:
    """Records every answer; the label may also come as an array of shape (1,)."""
    _, activations, z_values = forward
    passed = {"x": x, "activations": activations, "z_values": z_values}
    backward_calls = [
        RecordedCall({**passed, "y": form}, network.detailed_backward_pass(x, y, activations, z_values))
        for y in analytic
        for form in (y, [y])
    ]
    numerical_calls = [
        RecordedCall({"x": x, "y": form, "h": h}, gradients)
        for (y, h), gradients in numerical.items()
        for form in (y, [y])
    ]
    methods = {
        "detailed_forward_pass": [RecordedCall({"x": x}, forward)],
        "detailed_backward_pass": backward_calls,
        "numerical_gradients": numerical_calls,
    }
    return record(network, ATTRIBUTES, methods)


def _label(y: Any) -> int:
    return int(np.asarray(y).item())


def trained(rng: np.random.Generator, sizes: Sequence[int] = SIZES) -> DetailedBackpropNetwork:
    """A network with weights and biases from the secret seed."""
    network = DetailedBackpropNetwork(sizes)
    network.weights = [rng.normal(size=weights.shape) for weights in network.weights]
    network.biases = [rng.normal(size=bias.shape) for bias in network.biases]
    return network


def real(network: DetailedBackpropNetwork, x: FloatArray, *steps: float) -> Scripted:
    """A network that answers what it really does, for both labels and for these steps besides the usual ones."""
    drawn = pickle.dumps((network.layer_sizes, network.weights, network.biases, x, steps))
    analytic, numerical = pickle.loads(_gradients(drawn))  # noqa: S301 # our own data
    return Scripted(network, x, analytic, numerical)


@lru_cache(maxsize=256)  # a class draws the same networks again and again, and differences take their time
def _gradients(drawn: bytes) -> bytes:
    """What a network of the reference's, with these sizes and parameters, really answers."""
    sizes, weights, biases, x, steps = pickle.loads(drawn)  # noqa: S301 # our own data
    network = DetailedBackpropNetwork(sizes)
    network.weights, network.biases = weights, biases
    _, activations, z_values = network.detailed_forward_pass(x, verbose=False)
    analytic: dict[int, Gradients] = {}
    for y in (0, 1):
        grad_weights, grad_biases, _ = network.detailed_backward_pass(x, y, activations, z_values, verbose=False)
        analytic[y] = (copied(grad_weights), copied(grad_biases))
    numerical = {(y, h): network.numerical_gradients(x, y, h) for y in (0, 1) for h in (*STEPS, *steps)}
    return pickle.dumps((analytic, numerical))


def zeros(network: DetailedBackpropNetwork) -> Gradients:
    """A gradient of zeros, to which a difference adds up without rounding."""
    return [np.zeros_like(weights) for weights in network.weights], [np.zeros_like(bias) for bias in network.biases]


def differing(
    rng: np.random.Generator,
    weights: Sequence[float],
    biases: Sequence[float],
    *,
    swapped: bool = False,
    sizes: Sequence[int] = NARROW,
) -> Scripted:
    """A network whose gradients differ by these amounts, layer by layer; `swapped` says on which side.

    Layers of a single weight and bias judge a verdict apart from how differences are summed up; in wider ones all
    entries differ alike. For the other label the gradients agree, and for another step they differ by other amounts.
    """
    network, x = trained(rng, sizes), FIRST_TWEET[: sizes[0]]
    apart = {h: zeros(network) for h in STEPS}
    for h, factor in zip(STEPS, (1.0, 3e3), strict=True):
        for gradients, amounts in zip(apart[h], (weights, biases), strict=True):
            for gradient, amount in zip(gradients, amounts, strict=True):
                np.add(gradient, factor * amount, out=gradient)
    agreeing = {(0, h): zeros(network) for h in STEPS}
    if swapped:
        numerical = {(1, h): zeros(network) for h in STEPS}
        return Scripted(network, x, {0: zeros(network), 1: apart[STEP]}, {**agreeing, **numerical})
    numerical = {(1, h): apart[h] for h in STEPS}
    return Scripted(network, x, {0: zeros(network), 1: zeros(network)}, {**agreeing, **numerical})


def compare_reports(found: object, expected: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> None:
    """Compares these entries of the reports, layer by layer."""
    reports = check.items(found, len(expected), "the result")
    for number, (mine, theirs) in enumerate(zip(reports, expected, strict=True), start=1):
        for key in keys:
            what = f"{key} of the report {number}"
            compared = check.equal if key in ("layer", "verdict") else close
            compared(check.entry(mine, key, f"the report {number}"), theirs[key], what)


DIFFERENCES = ("max_weight_difference", "max_bias_difference")


def compare(
    student: Any, reference: Any, network: Scripted, *arguments: object, keys: Sequence[str], label: object = 1
) -> None:
    """Compares what the student and the reference say about a network, for its own sample."""
    x = network._x.copy()  # noqa: SLF001 - our own class
    arguments = arguments or (STEP,)  # a wrong default is for the test of defaults to see
    expected = reference.verify_backpropagation(network, x, label, *arguments)
    found = by_name(student, "verify_backpropagation")(network.recorded(), x, label, *arguments)
    compare_reports(found, expected, keys)


@pytest.mark.points(1)
def test_defaults(open_student: Callable[..., Any], reference: Any, rng: np.random.Generator) -> None:
    """Without arguments the small network is checked on the first tweet, with its label and a step of 1e-5."""
    amounts = [3e-7, float(rng.uniform(0.2, 0.9))], [float(rng.uniform(2e-5, 8e-5)), 4e-7]
    small = differing(rng, *amounts, sizes=[3, 2, 1])
    stand_in = record_class(DetailedBackpropNetwork, [({"layer_sizes": [3, 2, 1]}, small.recorded())])
    student = open_student({"detailed_backprop": {"DetailedBackpropNetwork": stand_in}})
    # A module that was made from a notebook may hold a class of its own under this name.
    student.DetailedBackpropNetwork = stand_in
    with patch.object(reference, "DetailedBackpropNetwork", lambda _layer_sizes: small):
        expected = reference.verify_backpropagation()
    compare_reports(by_name(student, "verify_backpropagation")(), expected, DIFFERENCES)


@pytest.mark.points(1.25)
@pytest.mark.parametrize("key", DIFFERENCES, ids=["weights", "biases"])
def test_largest_differences_are_reported(student: Any, reference: Any, rng: np.random.Generator, key: str) -> None:
    """Each layer is reported with its largest absolute difference."""
    for y in (0, 1):
        network = real(trained(rng), rng.normal(size=3))
        for gradients in network._numerical.values():  # noqa: SLF001 - our own class
            for layer, gradient in enumerate((*gradients[0], *gradients[1])):
                np.add(gradient, rng.uniform(-1.0, 1.0, gradient.shape), out=gradient)
                gradient.flat[rng.integers(gradient.size)] += (-1.0) ** (layer + y) * rng.uniform(3.0, 4.0)
        compare(student, reference, network, keys=(key,), label=y)


@pytest.mark.points(0.5)
@pytest.mark.needs("test_largest_differences_are_reported[weights]")
def test_there_is_a_report_for_every_layer(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Each layer has a report with its number, from the first layer on."""
    for sizes in ((3, 4, 2, 1), (3, 1)):
        compare(student, reference, real(trained(rng, sizes), rng.normal(size=3)), keys=("layer",))


@pytest.mark.points(1.5)
def test_a_wrong_backward_pass_is_found_in_its_layer(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """A backward pass with one wrong number is a mismatch in its layer, and the other layers stay perfect."""
    for layer in range(3):
        network = real(trained(rng), rng.normal(size=3))
        for gradients in network._analytic.values():  # noqa: SLF001 - our own class
            gradients[layer % 2][layer].flat[-1] += rng.choice([-0.01, 0.01])
        compare(student, reference, network, keys=("verdict",))


@pytest.mark.points(1.125)
@pytest.mark.parametrize("threshold", [1e-6, 1e-4], ids=["perfect", "good"])
def test_verdict_changes_at_its_threshold(
    student: Any, reference: Any, rng: np.random.Generator, threshold: float
) -> None:
    """The larger difference of weights and biases decides the verdict, also exactly on the threshold."""
    below, above = 0.99 * threshold, 1.01 * threshold
    cases = (
        ([-below, threshold, above], [0.0, below, -1e-9]),
        ([0.0, below, -1e-9], [-below, -threshold, above]),
    )
    for amounts in cases:
        for swapped in (False, True):
            compare(student, reference, differing(rng, *amounts, swapped=swapped), keys=("verdict",))


@pytest.mark.points(0.625)
@pytest.mark.parametrize("swapped", [False, True], ids=["numerical", "analytic"])
def test_nan_is_a_mismatch(student: Any, reference: Any, rng: np.random.Generator, *, swapped: bool) -> None:
    """A NaN among the weights or the biases of a layer is a mismatch in that layer."""
    nan = float("nan")
    cases = (
        ([nan, 0.0, 2e-5], [0.0, 0.0, 0.0]),
        ([0.0, 0.0, 1e-7], [2e-5, nan, 0.0]),
        ([0.0, nan, 0.0], [0.0, nan, 2e-5]),
    )
    for amounts in cases:
        compare(student, reference, differing(rng, *amounts, swapped=swapped), keys=("verdict",))
    # One NaN among entries that agree, first in its array and last.
    for place in (0, -1):
        network = differing(rng, [1e-9, 2e-8, 3e-9], [1e-8, 2e-9, 3e-8], swapped=swapped, sizes=SIZES)
        gradients = network._analytic[1] if swapped else network._numerical[1, STEP]  # noqa: SLF001 # our own class
        gradients[0][0].flat[place] = gradients[1][1][place] = nan
        compare(student, reference, network, keys=("verdict",))


@pytest.mark.points(0.5)
@pytest.mark.parametrize("label", [0, np.array([0.0])], ids=["int", "array"])
def test_sample_label_and_step_are_passed_on(
    student: Any, reference: Any, rng: np.random.Generator, label: object
) -> None:
    """The network is asked about the given sample, label and step, also where the label is 0."""
    h = float(rng.uniform(0.01, 0.05))
    network = real(trained(rng), rng.normal(size=3), h)
    for y, gradients in network._analytic.items():  # noqa: SLF001 - our own class
        for gradient in gradients[0]:
            np.add(gradient, 1.0 + y, out=gradient)  # a layer may report less than what tells two steps apart
    compare(student, reference, network, h, keys=DIFFERENCES, label=label)
