"""Task 4.2: the report, for networks whose two gradients differ by a given amount."""

from types import ModuleType
from typing import Any

import numpy as np
import pytest

KEYS = ["layer", "max_weight_difference", "max_bias_difference", "verdict"]


class GivenNetwork:
    """A network of two layers whose two gradients differ by given amounts in layer 2."""

    def __init__(self, weight: float, bias: float) -> None:
        self.layer_sizes = [3, 2, 1]
        self.weights = [np.zeros((3, 2)), np.zeros((2, 1))]
        self.biases = [np.zeros(2), np.zeros(1)]
        self.differences = [np.array([[0.0], [weight]]), np.array([bias])]

    def detailed_forward_pass(self, x: Any, verbose: bool = True) -> Any:
        """As in Task 4.1."""
        return np.array([0.5]), [x, np.full(2, 0.5), np.array([0.5])], [np.zeros(2), np.zeros(1)]

    def detailed_backward_pass(self, x: Any, y: Any, activations: Any, z_values: Any, verbose: bool = True) -> Any:
        """As in Task 4.1."""
        return self.weights, self.biases, 0.7

    def numerical_gradients(self, x: Any, y: Any, h: float = 1e-5) -> Any:
        """As in Task 4.1."""
        return [self.weights[0], self.differences[0]], [self.biases[0], self.differences[1]]


def verify(student: ModuleType, weight: float = 0.0, bias: float = 0.0) -> Any:
    """Calls your function for one sample."""
    return student.verify_backpropagation(GivenNetwork(weight, bias), np.array([2.0, 1.0, 1.0]), 1)


def test_one_report_per_layer(student: ModuleType) -> None:
    """The layers are numbered from 1, the first one first."""
    reports = verify(student)
    assert len(reports) == 2, f"two layers should give two dicts, not {len(reports)}"
    missing = [key for key in KEYS if key not in reports[0]]
    assert not missing, f"a dict lacks {missing}"
    numbers = [report["layer"] for report in reports]
    assert numbers == [1, 2], f"the layers should be numbered [1, 2], not {numbers}"


@pytest.mark.parametrize(
    "weight,bias,verdict",
    [(0.0, 0.0, "perfect"), (-1e-5, 0.0, "good"), (0.0, 0.2, "mismatch"), (float("nan"), 0.0, "mismatch")],
)
def test_verdict(student: ModuleType, weight: float, bias: float, verdict: str) -> None:
    """The larger difference decides, whatever its sign, and a NaN is not agreement."""
    first, second = verify(student, weight, bias)
    assert first["verdict"] == "perfect", f"layer 1 agrees exactly: 'perfect', not {first['verdict']!r}"
    assert second["verdict"] == verdict, (
        f"differences of {weight} in a weight and {bias} in a bias are {verdict!r}, not {second['verdict']!r}"
    )


def test_differences(student: ModuleType) -> None:
    """They are absolute values."""
    _, report = verify(student, weight=-0.25, bias=0.5)
    found = report["max_weight_difference"], report["max_bias_difference"]
    assert found == pytest.approx((0.25, 0.5)), f"expected the differences (0.25, 0.5), got {found}"


def test_the_defaults(student: ModuleType) -> None:
    """Your network of Task 4.1 and the first tweet."""
    verdicts = [report["verdict"] for report in student.verify_backpropagation()]
    assert verdicts == ["perfect", "perfect"], f"expected two layers that are perfect, got {verdicts}"
