"""Task 3.1: keys and words, for networks that answer with given numbers. Your Task 2.1 is not needed here."""

from collections.abc import Sequence
from types import ModuleType
from typing import Any

import numpy as np
import pytest

KEYS = ["magnitudes", "num_layers", "activations", "z_values", "decay_ratio", "diagnosis", "saturated_layers"]


class GivenNetwork:
    """A network whose gradient magnitudes and pre-activations are given."""

    def __init__(
        self,
        magnitudes: Sequence[float],
        z_values: Sequence[Sequence[float]] | None = None,
        activation: str = "sigmoid",
    ) -> None:
        self.magnitudes = list(magnitudes)
        self.num_layers = len(self.magnitudes)
        self.layer_sizes = [2] * (self.num_layers + 1)
        self.activation = activation
        self.weights = [np.eye(2)] * self.num_layers
        self.biases = [np.zeros(2)] * self.num_layers
        self.z_values = [np.array(z) for z in z_values or [[0.0, 0.0]] * self.num_layers]

    def forward_pass(self, x: Any, store_activations: bool = True) -> Any:
        """As in Task 2.1."""
        activations = [x, *(np.full(2, 0.5) for _ in self.z_values)]
        return (activations[-1], activations, self.z_values) if store_activations else activations[-1]

    def backward_pass(self, x: Any, y: Any, activations: Any, z_values: Any) -> Any:
        """As in Task 2.1."""
        return self.weights, self.biases, self.magnitudes


def analyze(student: ModuleType, **networks: GivenNetwork) -> Any:
    """Calls your function for one sample."""
    return student.analyze_gradient_flow(networks, np.array([2.0, 1.0]), 1)


def test_keys(student: ModuleType) -> None:
    """Every network has a dict under its name, with all keys."""
    result = analyze(student, shallow=GivenNetwork([0.5]), deep=GivenNetwork([0.2, 0.3, 0.5]))
    assert sorted(result) == ["deep", "shallow"], f"the names should be those of the networks, not {sorted(result)}"
    missing = [key for key in KEYS if key not in result["deep"]]
    assert not missing, f"the dict of a network lacks {missing}"
    assert result["deep"]["num_layers"] == 3, f"num_layers should be 3, not {result['deep']['num_layers']}"


@pytest.mark.parametrize(
    "magnitudes,word",
    [
        ([0.002, 0.03, 0.5], "severe vanishing"),
        ([0.02, 0.1, 0.5], "moderate vanishing"),
        ([0.4, 0.3, 0.5], "healthy"),
        ([30.0, 4.0, 0.5], "exploding"),
    ],
)
def test_diagnosis(student: ModuleType, magnitudes: list[float], word: str) -> None:
    """Vanishing means that the first layer gets less than the output layer."""
    found = analyze(student, net=GivenNetwork(magnitudes))["net"]["diagnosis"]
    assert found == word, f"magnitudes {magnitudes}, first layer first, are {word!r}, not {found!r}"


def test_decay_ratio(student: ModuleType) -> None:
    """The example of the handout."""
    found = analyze(student, net=GivenNetwork([0.002, 0.03, 0.5]))["net"]["decay_ratio"]
    assert found == pytest.approx(0.004), f"decay_ratio should be 0.002 / 0.5 = 0.004, not {found}"


def test_one_layer_cannot_decay(student: ModuleType) -> None:
    """Ratio and diagnosis are None for L = 1."""
    flow = analyze(student, net=GivenNetwork([0.5]))["net"]
    assert flow["decay_ratio"] is None, f"decay_ratio should be None for one layer, not {flow['decay_ratio']}"
    assert flow["diagnosis"] is None, f"diagnosis should be None for one layer, not {flow['diagnosis']!r}"


@pytest.mark.parametrize("activation,saturated", [("sigmoid", [2]), ("tanh", [])])
def test_saturated_layers(student: ModuleType, activation: str, saturated: list[int]) -> None:
    """Hidden layers of a sigmoid network count, from 1; the output layer does not."""
    z_values = [[0.5, -0.5], [-4.0, -5.0], [9.0, 9.0]]
    network = GivenNetwork([0.2, 0.3, 0.5], z_values, activation)
    found = analyze(student, net=network)["net"]["saturated_layers"]
    assert list(found) == saturated, f"saturated_layers should be {saturated} for {activation}, not {found}"
