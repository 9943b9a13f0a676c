"""Task 1.2: the reference keeps the contract."""

from types import SimpleNamespace
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

ACTIVATIONS = ["sigmoid", "tanh", "relu"]
KEYS = {
    "max_derivative",
    "min_derivative",
    "layer_derivatives",
    "cumulative_gradients",
    "final_gradient",
    "diagnosis",
}


def analyze(reference: SimpleNamespace, *arguments: object, **keywords: object) -> dict[str, dict[str, Any]]:
    result: dict[str, dict[str, Any]] = reference.gradient_magnitudes.analyze_gradient_magnitudes(
        *arguments, **keywords
    )
    return result


def test_the_keys_are_those_of_the_contract(reference: SimpleNamespace) -> None:
    assert {name: set(values) for name, values in analyze(reference).items()} == dict.fromkeys(ACTIVATIONS, KEYS)


def test_the_default_range_is_101_points_over_minus_3_to_3(reference: SimpleNamespace) -> None:
    result = analyze(reference)
    extremes = {name: (values["min_derivative"], values["max_derivative"]) for name, values in result.items()}
    at_3 = 1 / (1 + np.exp(-3.0))
    assert extremes["sigmoid"] == pytest.approx((at_3 * (1 - at_3), 0.25))
    assert extremes["tanh"] == pytest.approx((1 - np.tanh(3.0) ** 2, 1.0))
    assert extremes["relu"] == (0.0, 1.0)
    np.testing.assert_allclose(np.asarray(plt.gcf().axes[0].lines[0].get_xdata(), dtype=float), np.linspace(-3, 3, 101))


def test_extremes_are_taken_over_the_range_that_is_asked_for(reference: SimpleNamespace) -> None:
    result = analyze(reference, x_values=[0.5, 1.0, 2.0])
    assert result["tanh"]["max_derivative"] == pytest.approx(1 / np.cosh(0.5) ** 2)
    assert result["tanh"]["min_derivative"] == pytest.approx(1 / np.cosh(2.0) ** 2)
    assert result["relu"]["min_derivative"] == 1.0


def test_the_gradient_meets_the_layers_in_the_order_given(reference: SimpleNamespace) -> None:
    layers = np.array([-2.0, 0.3, 1.0])
    tanh = analyze(reference, layers, initial_gradient=3.0)["tanh"]
    derivatives = 1 / np.cosh(layers) ** 2
    np.testing.assert_allclose(tanh["layer_derivatives"], derivatives, rtol=1e-13)
    np.testing.assert_allclose(
        tanh["cumulative_gradients"],
        [3 * derivatives[0], 3 * derivatives[0] * derivatives[1], 3 * derivatives.prod()],
        rtol=1e-13,
    )
    assert tanh["final_gradient"] == tanh["cumulative_gradients"][-1]
    np.testing.assert_array_equal(layers, [-2.0, 0.3, 1.0])


@pytest.mark.parametrize(
    "gradient,diagnosis",
    [
        (np.nextafter(0.1, 0), "vanishing"),
        (0.1, "healthy"),
        (10.0, "healthy"),
        (np.nextafter(10, 11), "exploding"),
        (-0.05, "vanishing"),
        (-1.0, "healthy"),
        (-20.0, "exploding"),
        (0.0, "vanishing"),
    ],
)
def test_diagnosis_has_its_thresholds_where_the_contract_puts_them(
    reference: SimpleNamespace, gradient: float, diagnosis: str
) -> None:
    """Through a positive ReLU unit a gradient passes unchanged, so it can be put on a threshold exactly."""
    assert analyze(reference, [1.0], initial_gradient=gradient)["relu"]["diagnosis"] == diagnosis


def test_no_layers_leave_the_gradient_as_it_is(reference: SimpleNamespace) -> None:
    result = analyze(reference, [], initial_gradient=2.0)
    assert {values["final_gradient"] for values in result.values()} == {2.0}


def test_one_figure_is_left_open_with_functions_above_and_derivatives_below(reference: SimpleNamespace) -> None:
    analyze(reference, x_values=[-1.0, 0.5, 2.0])
    assert len(plt.get_fignums()) == 1
    axes = plt.gcf().axes
    geometry = [ax.get_subplotspec() for ax in axes]
    assert [(spec.rowspan.start, spec.colspan.start) for spec in geometry if spec] == list(np.ndindex(2, 3))
    curves = [np.asarray(ax.lines[0].get_ydata(), dtype=float) for ax in axes]
    z = np.array([-1.0, 0.5, 2.0])
    s = 1 / (1 + np.exp(-z))
    expected = [s, np.tanh(z), np.maximum(z, 0), s * (1 - s), 1 - np.tanh(z) ** 2, [0, 1, 1]]
    for curve, wanted in zip(curves, expected, strict=True):
        np.testing.assert_allclose(curve, wanted)
