"""Task 3.1: the reference keeps the contract, for real networks and for ones with numbers on the thresholds."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.support.oracles import FloatArray

KEYS = {"magnitudes", "num_layers", "activations", "z_values", "decay_ratio", "diagnosis", "saturated_layers"}


class Scripted:
    """A network with the interface of Task 2.1 that answers with given magnitudes and pre-activations."""

    def __init__(
        self, magnitudes: Sequence[float], z_values: Sequence[Sequence[float]] = (), activation: str = "sigmoid"
    ) -> None:
        self.magnitudes = list(magnitudes)
        self.num_layers = len(magnitudes)
        self.activation = activation
        self.z_values = [np.array(z) for z in z_values or [[0.0]] * len(magnitudes)]

    def forward_pass(self, x: FloatArray) -> tuple[FloatArray, list[FloatArray], list[FloatArray]]:
        """Returns the input as it came, ones for every layer, and the given pre-activations."""
        activations = [x, *(np.ones_like(z) for z in self.z_values)]
        return activations[-1], activations, self.z_values

    def backward_pass(
        self, _x: FloatArray, _y: float, _activations: list[FloatArray], z_values: list[FloatArray]
    ) -> tuple[list[FloatArray], list[FloatArray], list[float]]:
        """Returns the given magnitudes."""
        return [], z_values, self.magnitudes


def analyze(reference: SimpleNamespace, network: object) -> dict[str, Any]:
    result = reference.gradient_flow.analyze_gradient_flow({"only": network}, np.array([2.0, 1.0, 1.0]), 1)
    flow: dict[str, Any] = result["only"]
    return flow


def test_each_network_gets_a_report_under_its_name(reference: SimpleNamespace) -> None:
    make = reference.multi_layer_network.MultiLayerNetwork
    networks = {"flat": make([3, 1]), "deep": make([3, 4, 4, 1], "tanh")}
    result = reference.gradient_flow.analyze_gradient_flow(networks, np.array([2.0, 1.0, 1.0]), 1)
    assert {name: set(flow) for name, flow in result.items()} == {"flat": KEYS, "deep": KEYS}
    assert [flow["num_layers"] for flow in result.values()] == [1, 3]


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_the_report_holds_what_the_passes_return(reference: SimpleNamespace, x: FloatArray, activation: str) -> None:
    network = reference.multi_layer_network.MultiLayerNetwork([3, 5, 2, 1], activation, np.random.default_rng(3))
    flow = reference.gradient_flow.analyze_gradient_flow({"net": network}, x, 0)["net"]
    _, activations, z_values = network.forward_pass(x)
    _, _, magnitudes = network.backward_pass(x, 0, activations, z_values)
    assert flow["magnitudes"] == magnitudes
    assert flow["decay_ratio"] == magnitudes[0] / magnitudes[-1]
    for found, wanted in zip([*flow["activations"], *flow["z_values"]], [*activations, *z_values], strict=True):
        np.testing.assert_array_equal(found, wanted)


@pytest.mark.parametrize(
    "ratio,diagnosis",
    [
        (np.nextafter(0.01, 0), "severe vanishing"),
        (0.01, "moderate vanishing"),
        (np.nextafter(0.1, 0), "moderate vanishing"),
        (0.1, "healthy"),
        (1.0, "healthy"),
        (10.0, "healthy"),
        (np.nextafter(10, 11), "exploding"),
        (0.0, "severe vanishing"),
    ],
)
def test_diagnosis_has_its_thresholds_where_the_contract_puts_them(
    reference: SimpleNamespace, ratio: float, diagnosis: str
) -> None:
    flow = analyze(reference, Scripted([ratio, 77.0, 1.0]))
    assert (flow["decay_ratio"], flow["diagnosis"]) == (ratio, diagnosis)


def test_the_ratio_divides_the_first_layer_by_the_output_layer(reference: SimpleNamespace) -> None:
    """The source lesson divided the other way round and called vanishing exploding."""
    flow = analyze(reference, Scripted([0.002, 0.03, 0.5]))
    assert (flow["decay_ratio"], flow["diagnosis"]) == (pytest.approx(0.004), "severe vanishing")


def test_one_layer_has_no_ratio_and_no_diagnosis(reference: SimpleNamespace) -> None:
    flow = analyze(reference, Scripted([0.3]))
    assert (flow["decay_ratio"], flow["diagnosis"], flow["saturated_layers"]) == (None, None, [])


def test_a_perfect_prediction_has_an_undefined_ratio_and_no_warning(reference: SimpleNamespace) -> None:
    assert np.isnan(analyze(reference, Scripted([0.0, 0.0]))["decay_ratio"])


@pytest.mark.parametrize(
    "mean,saturated", [(3.0, []), (np.nextafter(3, 4), [1]), (-3.0, []), (np.nextafter(-3, -4), [1])]
)
def test_saturation_begins_beyond_three(reference: SimpleNamespace, mean: float, saturated: list[int]) -> None:
    assert analyze(reference, Scripted([1.0, 1.0], [[mean], [0.0]]))["saturated_layers"] == saturated


def test_saturated_layers_are_hidden_layers_counted_from_one(reference: SimpleNamespace) -> None:
    z_values = [[4.0, 5.0], [0.0], [-9.0, -1.0], [50.0]]
    assert analyze(reference, Scripted([1.0] * 4, z_values))["saturated_layers"] == [1, 3]


def test_the_mean_hides_saturation_of_opposite_signs_as_the_handout_explains(reference: SimpleNamespace) -> None:
    assert analyze(reference, Scripted([1.0] * 2, [[-50.0, 50.0], [0.0]]))["saturated_layers"] == []


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_only_sigmoid_networks_are_searched_for_saturation(reference: SimpleNamespace, activation: str) -> None:
    assert analyze(reference, Scripted([1.0] * 2, [[50.0], [0.0]], activation))["saturated_layers"] == []
