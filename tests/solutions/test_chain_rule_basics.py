"""Task 1.1: the reference keeps the contract, and its derivatives agree with complex steps."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

KEYS = {
    "single": {"g", "h", "dg_dx", "dh_dg", "dh_dx", "dh_dx_numerical"},
    "multi": {"x", "y", "z", "dz_dx", "dz_dy", "dx_dt", "dy_dt", "dz_dt", "dz_dt_numerical"},
    "neuron": {"z", "a", "da_dz", "dz_dw", "da_dw", "da_db", "da_dx", "da_dw_numerical"},
}
COMPLEX_STEP = 1e-30


def demonstrate(reference: SimpleNamespace, *arguments: object, **keywords: object) -> dict[str, dict[str, Any]]:
    result: dict[str, dict[str, Any]] = reference.chain_rule_basics.demonstrate_chain_rule_basics(
        *arguments, **keywords
    )
    return result


def test_the_defaults_give_the_published_numbers(reference: SimpleNamespace) -> None:
    result = demonstrate(reference)
    assert result["single"]["dh_dx"] == pytest.approx(1.134649, abs=5e-7)
    assert result["neuron"]["z"] == pytest.approx(1.6, abs=1e-12)
    assert result["neuron"]["a"] == pytest.approx(0.832018, abs=5e-7)
    assert result["neuron"]["da_dz"] == pytest.approx(0.139764, abs=5e-7)
    np.testing.assert_allclose(result["neuron"]["da_dw"], [0.279528, 0.139764, 0.139764], rtol=0, atol=5e-7)


def test_the_keys_are_those_of_the_contract(reference: SimpleNamespace) -> None:
    assert {part: set(values) for part, values in demonstrate(reference).items()} == KEYS


def test_numbers_are_floats_and_the_four_arrays_float64_in_the_shape_of_the_weights(reference: SimpleNamespace) -> None:
    result = demonstrate(reference, x=2, t=1, inputs=[1, 2], weights=[3, 4], bias=0)
    arrays = {key for part in result.values() for key, value in part.items() if isinstance(value, np.ndarray)}
    assert arrays == {"dz_dw", "da_dw", "da_dx", "da_dw_numerical"}
    assert {(result["neuron"][key].shape, result["neuron"][key].dtype.name) for key in arrays} == {((2,), "float64")}
    assert all(isinstance(v, int | float) for part in result.values() for k, v in part.items() if k not in arrays)


@pytest.mark.parametrize("x", [-1.7, -0.3, 0.0, 0.9, 2.4])
def test_single_agrees_with_a_complex_step(reference: SimpleNamespace, x: float) -> None:
    single = demonstrate(reference, x=x)["single"]
    derivative = np.sin((x + 1j * COMPLEX_STEP) ** 2 + 1).imag / COMPLEX_STEP
    assert single["dh_dx"] == pytest.approx(derivative, rel=1e-13, abs=1e-15)
    assert single["dh_dx"] == single["dh_dg"] * single["dg_dx"]
    assert (single["g"], single["h"]) == pytest.approx((x * x + 1, np.sin(x * x + 1)), rel=1e-15)


@pytest.mark.parametrize("t", [-2.2, -0.4, 0.0, 1.1, 3.0])
def test_multi_agrees_with_a_complex_step(reference: SimpleNamespace, t: float) -> None:
    multi = demonstrate(reference, t=t)["multi"]
    moved = t + 1j * COMPLEX_STEP
    assert multi["dz_dt"] == pytest.approx((np.cos(moved) ** 2 * np.sin(moved)).imag / COMPLEX_STEP, rel=1e-13)
    assert multi["dz_dx"] == pytest.approx(2 * np.cos(t) * np.sin(t), rel=1e-13)
    assert multi["dz_dy"] == pytest.approx(np.cos(t) ** 2, rel=1e-13)
    assert (multi["dx_dt"], multi["dy_dt"]) == pytest.approx((-np.sin(t), np.cos(t)), rel=1e-13)
    assert (multi["x"], multi["y"], multi["z"]) == pytest.approx((np.cos(t), np.sin(t), np.cos(t) ** 2 * np.sin(t)))


@pytest.mark.parametrize("size", [1, 2, 5])
def test_neuron_agrees_with_complex_steps(reference: SimpleNamespace, rng: np.random.Generator, size: int) -> None:
    inputs, weights, bias = rng.normal(size=size), rng.normal(size=size), 0.3
    neuron = demonstrate(reference, inputs=inputs, weights=weights, bias=bias)["neuron"]
    steps = 1j * COMPLEX_STEP * np.eye(size)

    def slope(z: Any) -> Any:
        return (1 / (1 + np.exp(-z))).imag / COMPLEX_STEP

    np.testing.assert_allclose(neuron["da_dw"], slope((weights + steps) @ inputs + bias), rtol=1e-13)
    np.testing.assert_allclose(neuron["da_dx"], slope((inputs + steps) @ weights + bias), rtol=1e-13)
    assert neuron["da_db"] == pytest.approx(slope(weights @ inputs + bias + 1j * COMPLEX_STEP), rel=1e-13)
    assert neuron["da_dz"] == neuron["da_db"]
    np.testing.assert_array_equal(neuron["dz_dw"], inputs)


def test_numerical_derivatives_are_close_but_computed_apart(reference: SimpleNamespace) -> None:
    """At the default step they agree to nine digits; at a coarse step they are the central differences of that step."""
    fine, coarse = demonstrate(reference), demonstrate(reference, step=0.5)
    assert fine["single"]["dh_dx_numerical"] == pytest.approx(fine["single"]["dh_dx"], abs=1e-9)
    assert fine["multi"]["dz_dt_numerical"] == pytest.approx(fine["multi"]["dz_dt"], abs=1e-9)
    np.testing.assert_allclose(fine["neuron"]["da_dw_numerical"], fine["neuron"]["da_dw"], rtol=0, atol=1e-9)
    assert coarse["single"]["dh_dx_numerical"] == pytest.approx(np.sin(2.5**2 + 1) - np.sin(1.5**2 + 1))
    assert coarse["multi"]["dz_dt_numerical"] == pytest.approx(np.cos(1.0) ** 2 * np.sin(1.0))
    above, below = (1 / (1 + np.exp(-(1.6 + shift * np.array([2.0, 1.0, 1.0])))) for shift in (0.5, -0.5))
    np.testing.assert_allclose(coarse["neuron"]["da_dw_numerical"], above - below)


def test_arguments_are_not_mutated(reference: SimpleNamespace) -> None:
    inputs, weights = np.array([2.0, 1.0, 1.0]), np.array([0.3, 0.5, 0.4])
    result = demonstrate(reference, inputs=inputs, weights=weights)
    result["neuron"]["dz_dw"][:] = 0
    np.testing.assert_array_equal(inputs, [2.0, 1.0, 1.0])
    np.testing.assert_array_equal(weights, [0.3, 0.5, 0.4])
