"""Task 4.2: the reference keeps the contract, for real networks and for ones that disagree by a given amount."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.support.oracles import FloatArray

Gradients = tuple[list[FloatArray], list[FloatArray]]


class Disagreeing:
    """A network of one layer whose two gradients differ by `weight` in a weight and by `bias` in a bias."""

    def __init__(self, weight: float, bias: float) -> None:
        self.difference = np.array([[0.0], [weight]]), np.array([bias])
        self.asked: list[object] = []

    def detailed_forward_pass(
        self, x: FloatArray, *, verbose: bool
    ) -> tuple[FloatArray, list[FloatArray], list[FloatArray]]:
        """Returns what `detailed_backward_pass` does not look at."""
        assert not verbose
        return x, [x, x], [x]

    def detailed_backward_pass(
        self, _x: object, _y: object, _activations: object, _z: object, *, verbose: bool
    ) -> tuple[list[FloatArray], list[FloatArray], float]:
        """Returns zeros."""
        assert not verbose
        return [np.zeros((2, 1))], [np.zeros(1)], 0.7

    def numerical_gradients(self, x: object, y: object, h: float) -> Gradients:
        """Returns the differences and remembers what was asked."""
        self.asked = [x, y, h]
        return [self.difference[0]], [self.difference[1]]


def verify(reference: SimpleNamespace, *arguments: object, **keywords: object) -> list[dict[str, Any]]:
    reports: list[dict[str, Any]] = reference.backprop_verification.verify_backpropagation(*arguments, **keywords)
    return reports


def test_the_defaults_are_the_small_network_and_the_first_row(reference: SimpleNamespace) -> None:
    reports = verify(reference)
    network = reference.detailed_backprop.DetailedBackpropNetwork([3, 2, 1])
    assert reports == verify(reference, network, np.array([2.0, 1.0, 1.0]), 1, 1e-5)
    assert [(report["layer"], report["verdict"]) for report in reports] == [(1, "perfect"), (2, "perfect")]
    assert {key for report in reports for key in report} == {
        "layer",
        "max_weight_difference",
        "max_bias_difference",
        "verdict",
    }


def test_the_source_lessons_step_is_still_perfect_but_a_thousand_times_worse(reference: SimpleNamespace) -> None:
    fine, small = verify(reference)[0], verify(reference, h=1e-8)[0]
    assert small["max_weight_difference"] > 100 * fine["max_weight_difference"]


@pytest.mark.parametrize(
    "difference,verdict",
    [
        (0.0, "perfect"),
        (np.nextafter(1e-6, 0), "perfect"),
        (1e-6, "good"),
        (np.nextafter(1e-4, 0), "good"),
        (1e-4, "mismatch"),
        (3.0, "mismatch"),
        (np.nan, "mismatch"),
        (np.inf, "mismatch"),
    ],
)
@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("where", ["weight", "bias"])
def test_the_larger_difference_decides_and_a_nan_is_never_lost(
    reference: SimpleNamespace, difference: float, verdict: str, sign: int, where: str
) -> None:
    amounts = {"weight": 0.0, "bias": 0.0, where: sign * difference}
    (report,) = verify(reference, Disagreeing(**amounts), np.zeros(2), 1)
    assert report["verdict"] == verdict
    assert report[f"max_{where}_difference"] == pytest.approx(abs(difference), nan_ok=True)


def test_a_backward_pass_with_one_wrong_entry_is_a_mismatch_in_its_layer_only(
    reference: SimpleNamespace, x: FloatArray
) -> None:
    base: type[Any] = reference.detailed_backprop.DetailedBackpropNetwork

    class Wrong(base):  # type: ignore[misc]  # the base is loaded at run time
        def detailed_backward_pass(self, *arguments: object, **keywords: object) -> Any:
            grad_weights, grad_biases, loss = super().detailed_backward_pass(*arguments, **keywords)
            grad_weights[1][2, 0] *= 1.01
            return grad_weights, grad_biases, loss

    reports = verify(reference, Wrong([3, 4, 2, 1]), x, 0)
    assert [report["verdict"] for report in reports] == ["perfect", "mismatch", "perfect"]


def test_sample_label_and_step_are_passed_on(reference: SimpleNamespace) -> None:
    network = Disagreeing(0.0, 0.0)
    sample = np.array([4.0, 5.0])
    verify(reference, network, sample, 0, 1e-3)
    assert network.asked[0] is sample
    assert network.asked[1:] == [0, 1e-3]


def test_nothing_is_printed(reference: SimpleNamespace, capsys: pytest.CaptureFixture[str]) -> None:
    verify(reference)
    assert capsys.readouterr().out == ""
