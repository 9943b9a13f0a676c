"""Hidden tests of Task 3.1. Trusted side. The networks are recordings, so that Task 2.1 is graded apart.

Some are recordings of real networks; others are scripted, with magnitudes and pre-activations laid on the thresholds.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

import numpy as np
import pytest
from activations import FloatArray
from hidden_tests.helpers import close
from multi_layer_network import MultiLayerNetwork

from grader.exam import RecordedCall, Recording, by_name, check, observe, record, remembered

pytestmark = pytest.mark.task("3.1")

ATTRIBUTES = ("layer_sizes", "num_layers", "activation", "weights", "biases")
SAMPLE = np.array([2.0, 1.0, 0.5])
LARGE = 2.0**34
"""A power of two, so that a ratio to it lies on a threshold to the last digit; and so large that it still does where a
small constant was added against a division by zero.
"""

Forward = tuple[FloatArray, list[FloatArray], list[FloatArray]]
Backward = tuple[list[FloatArray], list[FloatArray], list[float]]


class Network(Protocol):
    """What is recorded of a network."""

    def forward_pass(self, x: FloatArray) -> Forward:
        """Returns `(output, activations, z_values)`."""
        ...

    def backward_pass(
        self, x: FloatArray, y: float, activations: list[FloatArray], z_values: list[FloatArray]
    ) -> Backward:
        """Returns `(gradients_w, gradients_b, gradient_magnitudes)`."""
        ...


class Scripted:
    """A network with the interface of Task 2.1 whose magnitudes and pre-activations are given."""

    def __init__(
        self, magnitudes: Sequence[float], z_values: Sequence[Sequence[float]] = (), activation: str = "sigmoid"
    ) -> None:
        self.z_values = [np.array(z) for z in z_values or [[0.5, -0.25]] * (len(magnitudes) - 1) + [[0.5]]]
        self.magnitudes = list(magnitudes)
        self.layer_sizes = [SAMPLE.size, *(z.size for z in self.z_values)]
        self.num_layers = len(self.magnitudes)
        self.activation = activation
        self.weights = [np.ones(shape) for shape in zip(self.layer_sizes[:-1], self.layer_sizes[1:], strict=True)]
        self.biases = [np.zeros(size) for size in self.layer_sizes[1:]]

    def forward_pass(self, x: FloatArray, store_activations: bool = True) -> Forward:  # noqa: ARG002 - the signature of Task 2.1
        """Returns the given pre-activations; as activations, what a sigmoid makes of them."""
        activations = [x, *(1.0 / (1.0 + np.exp(-z)) for z in self.z_values)]
        return activations[-1], activations, self.z_values

    def backward_pass(
        self,
        x: FloatArray,
        y: float,  # noqa: ARG002 - the signature of Task 2.1
        activations: list[FloatArray],
        z_values: list[FloatArray],
    ) -> Backward:
        """Returns gradients whose norms are the given magnitudes."""
        deltas = [np.eye(1, z.size)[0] * size for z, size in zip(z_values, self.magnitudes, strict=True)]
        inputs = [x, *activations[1:-1]]
        return [np.outer(a, delta) for a, delta in zip(inputs, deltas, strict=True)], deltas, self.magnitudes


@remembered
def recorded(network: Network, x: FloatArray, y: float) -> Recording:
    """Records both passes for one sample; the label may also come as an array of shape (1,)."""
    output, activations, z_values = network.forward_pass(x)
    backward = network.backward_pass(x, y, activations, z_values)
    passed = {"x": x, "activations": activations, "z_values": z_values}
    return record(
        network,
        ATTRIBUTES,
        {
            "forward_pass": [
                RecordedCall({"x": x, "store_activations": True}, (output, activations, z_values)),
                RecordedCall({"x": x, "store_activations": False}, output),
            ],
            "backward_pass": [RecordedCall({**passed, "y": label}, backward) for label in (y, [y])],
        },
    )


def made(rng: np.random.Generator, sizes: Sequence[int], activation: str = "sigmoid") -> MultiLayerNetwork:
    """A network with biases, whose gradient reaches the first layer for the sample of the test."""
    network = MultiLayerNetwork(sizes, activation, rng)
    network.biases = [rng.uniform(0.1, 0.9, size) for size in sizes[1:]]
    return network


def entry(report: object, key: str) -> object:
    """One entry of a report."""
    return check.entry(report, key, "the report of a network")


def profile(report: object, expected: Mapping[str, Any]) -> AbstractContextManager[None]:
    """Makes the report of a failed check plot the magnitudes beside the expected ones."""
    mine = report.get("magnitudes") if isinstance(report, dict) else None
    return check.attach_plot(mine, expected["magnitudes"], "gradient magnitude", "layer")


def compare_entry(report: object, key: str, value: object, name: str) -> None:
    """Compares one entry: words, counts and None by equality, all else by value."""
    counted = value is None or isinstance(value, str | int) or key == "saturated_layers"
    (check.equal if counted else close)(entry(report, key), value, f"{key} of {name!r}")


def compare(
    student: Any,
    reference: Any,
    networks: Mapping[str, Network],
    keys: Sequence[str],
    x: FloatArray = SAMPLE,
    y: float = 1,
) -> object:
    """Compares these entries of the reports on these networks, and gives the reports."""
    expected = reference.analyze_gradient_flow(networks, x, y)
    given = {name: recorded(network, x, y) for name, network in networks.items()}
    result = by_name(student, "analyze_gradient_flow")(given, x, y)
    for name, report in expected.items():
        mine = check.entry(result, name, "the result")
        with profile(mine, report):
            for key in keys:
                compare_entry(mine, key, report[key], name)
    return result


def compare_saturation(student: Any, reference: Any, z_values: Mapping[str, Sequence[Sequence[float]]]) -> None:
    """Compares the saturated layers of sigmoid networks with these pre-activations."""
    networks = {name: Scripted([0.5] * len(z), z) for name, z in z_values.items()}
    compare(student, reference, networks, ("saturated_layers",))


@pytest.mark.points(1.5)
def test_every_network_gets_its_own_report(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Every network gets a report of its own under its name, with all entries."""
    networks = {
        "wide": made(rng, [3, 7, 4, 1]),
        "flat one": made(rng, [3, 1], "relu"),
        "deep": made(rng, [3, 5, 4, 3, 2, 1], "tanh"),
    }
    result = compare(student, reference, networks, ("num_layers", "magnitudes"), rng.uniform(0.5, 2.0, 3), 0)
    for name in networks:
        for key in reference.Flow.__annotations__:
            entry(check.entry(result, name, "the result"), key)


@pytest.mark.points(1)
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_passes_are_reported_as_they_are(
    student: Any, reference: Any, rng: np.random.Generator, activation: str
) -> None:
    """The report holds the magnitudes, activations and pre-activations of the passes, first layer first."""
    for y in (0, 1):
        networks = {"net": made(rng, [3, 6, 4, 2, 1], activation)}
        keys = ("num_layers", "magnitudes", "activations", "z_values")
        compare(student, reference, networks, keys, rng.normal(size=3), y)


@pytest.mark.points(2)
def test_decay_ratio_is_first_by_output_layer(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The decay ratio is the magnitude of the first layer divided by that of the output layer."""
    sizes = rng.permutation([2, 3, 4, 5])
    networks = {f"net {length}": Scripted(rng.uniform(0.1, 5.0, length).tolist()) for length in sizes}
    compare(student, reference, networks, ("decay_ratio",))


@pytest.mark.points(1)
@pytest.mark.needs("test_decay_ratio_is_first_by_output_layer")
@pytest.mark.parametrize("threshold", [0.01, 0.1, 10.0], ids=["severe", "moderate", "exploding"])
def test_diagnosis_changes_at_its_threshold(
    student: Any, reference: Any, rng: np.random.Generator, threshold: float
) -> None:
    """The diagnosis changes where the task says, also exactly on the threshold."""
    between = (LARGE * rng.uniform(20.0, 40.0, 2)).tolist()
    firsts = {"below": LARGE * threshold * 0.999, "at": LARGE * threshold, "above": LARGE * threshold * 1.001}
    networks = {name: Scripted([first, *between, LARGE]) for name, first in firsts.items()}
    # Turned round as well: a ratio upside down meets the threshold there.
    turned = {f"{name}, turned": Scripted([LARGE, *between, first]) for name, first in firsts.items()}
    compare(student, reference, networks | turned, ("diagnosis",))


@pytest.mark.points(1)
@pytest.mark.needs("test_decay_ratio_is_first_by_output_layer")
def test_one_layer_has_nothing_to_compare(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """A network of one layer has neither a decay ratio nor a diagnosis; one of two layers has both."""
    output = rng.uniform(0.2, 0.4)
    networks = {"one": Scripted([output]), "two": Scripted([output * 0.05, output])}
    compare(student, reference, networks, ("decay_ratio", "diagnosis", "num_layers"))


@pytest.mark.points(1.5)
def test_saturated_layers_are_hidden_layers(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Saturated layers are hidden layers, counted from 1, with a mean far out on either side."""
    up, down = rng.uniform(3.5, 6.0), -rng.uniform(3.5, 6.0)
    z_values = {
        "both sides": [[up - 1, up + 1], [0.5, -1.0, 0.25], [down - 2, down, down + 2], [2 * up]],
        "output only": [[0.5, -0.5], [1.0, 2.0, 0.5], [3 * down]],
        "last hidden": [[1.0, 1.5, -1.0], [2.0, 2.5], [up], [0.5]],
    }
    compare_saturation(student, reference, z_values)


@pytest.mark.points(1.5)
def test_saturation_begins_beyond_three(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """A layer is saturated where the size of the mean of z is more than 3, not at 3 and not for single units."""
    far = rng.uniform(20.0, 50.0)
    z_values = {
        "at": [[2.0, 4.0], [-4.0, -3.0, -2.0], [0.0]],
        "beyond": [[2.0, 4.01], [-4.0, -3.01, -2.0], [0.0]],
        "within": [[2.0, 3.99], [-4.0, -2.99, -2.0], [0.0]],
        "cancelled": [[-far, far], [far, -far, 9.5], [0.0]],
        "uneven": [[1.0, 1.5, 9.0], [4.0, 4.2, -9.0], [0.0]],
        "one far out": [[far / 10.0, 0.1, -0.2], [-0.3, 0.1, 0.2, -far / 8.0], [0.0]],
    }
    compare_saturation(student, reference, z_values)


@pytest.mark.points(1)
def test_only_sigmoid_networks_saturate(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Only the layers of a sigmoid network are counted as saturated."""
    z_values = [rng.uniform(4.0, 6.0, 2).tolist(), rng.uniform(-1.0, 1.0, 3).tolist(), [0.5]]
    networks = {name: Scripted([0.5, 0.2, 0.3], z_values, name) for name in ("tanh", "sigmoid", "relu")}
    compare(student, reference, networks, ("saturated_layers",))


@pytest.mark.points(0.25)
@pytest.mark.needs("test_decay_ratio_is_first_by_output_layer")
@pytest.mark.parametrize("form", [float, lambda y: np.array([float(y)])], ids=["float", "array"])
def test_label_forms_and_sample_kept(student: Any, reference: Any, rng: np.random.Generator, form: Any) -> None:
    """The label may be a float or an array of shape (1,), and the sample is left as it was."""
    network, x = made(rng, [3, 4, 2, 1]), rng.uniform(0.5, 2.0, 3)
    expected = reference.analyze_gradient_flow({"net": network}, x, 0)["net"]
    seen = observe(by_name(student, "analyze_gradient_flow"), {"net": recorded(network, x, 0)}, x, form(0))
    report = check.entry(seen.returned, "net", "the result")
    with profile(report, expected):
        for key in ("magnitudes", "decay_ratio"):
            compare_entry(report, key, expected[key], "net")
    close(seen.arguments[1], x, "x after the call")
