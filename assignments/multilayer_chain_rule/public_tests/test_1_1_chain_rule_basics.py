"""Task 1.1: names, keys, shapes, and the numbers that the handout publishes."""

from types import ModuleType
from typing import Any

import numpy as np
import pytest

KEYS = {
    "single": ["g", "h", "dg_dx", "dh_dg", "dh_dx", "dh_dx_numerical"],
    "multi": ["x", "y", "z", "dz_dx", "dz_dy", "dx_dt", "dy_dt", "dz_dt", "dz_dt_numerical"],
    "neuron": ["z", "a", "da_dz", "dz_dw", "da_dw", "da_db", "da_dx", "da_dw_numerical"],
}
ARRAYS = ["dz_dw", "da_dw", "da_dx", "da_dw_numerical"]


@pytest.mark.parametrize("part", KEYS)
def test_keys(student: ModuleType, part: str) -> None:
    """Each of the three dicts has its keys."""
    result = student.demonstrate_chain_rule_basics()
    assert isinstance(result, dict), f"return a dict, not {type(result).__name__}"
    assert part in result, f"the dict lacks the key {part!r}"
    missing = [key for key in KEYS[part] if key not in result[part]]
    assert not missing, f"the dict {part!r} lacks {missing}"


@pytest.mark.parametrize("key", ARRAYS)
def test_arrays_have_the_shape_of_the_weights(student: ModuleType, key: str) -> None:
    """Two weights give arrays of two float64 numbers."""
    neuron = student.demonstrate_chain_rule_basics(inputs=[1.0, 2.0], weights=[0.5, -0.5])["neuron"]
    value = np.asarray(neuron[key])
    assert value.shape == (2,), f"{key} should have the shape (2,), like the weights; it has {value.shape}"
    assert value.dtype == np.float64, f"{key} should be float64; it is {value.dtype}"


@pytest.mark.parametrize(
    "part,key,published",
    [
        ("single", "dh_dx", 1.134649),
        ("neuron", "z", 1.6),
        ("neuron", "a", 0.832018),
        ("neuron", "da_dz", 0.139764),
        ("neuron", "da_dw", [0.279528, 0.139764, 0.139764]),
    ],
)
def test_published_numbers(student: ModuleType, part: str, key: str, published: Any) -> None:
    """The defaults give the numbers of the handout."""
    found = student.demonstrate_chain_rule_basics()[part][key]
    assert np.asarray(found) == pytest.approx(np.asarray(published), abs=1e-6), (
        f"{part}[{key!r}] should be {published}, rounded to 6 decimal places; it is {found}"
    )


@pytest.mark.parametrize("part,key", [("single", "dh_dx"), ("multi", "dz_dt"), ("neuron", "da_dw")])
def test_calculus_agrees_with_the_central_difference(student: ModuleType, part: str, key: str) -> None:
    """A derivative and its numerical estimate are the same to 6 decimal places."""
    result = student.demonstrate_chain_rule_basics()
    exact, estimate = np.asarray(result[part][key]), np.asarray(result[part][f"{key}_numerical"])
    assert exact == pytest.approx(estimate, abs=1e-6), f"{part}: {key} is {exact}, but {key}_numerical is {estimate}"


def test_an_even_function_is_flat_in_the_middle(student: ModuleType) -> None:
    """h(x) = sin(x^2 + 1) looks the same to both sides of 0, so its derivative there is 0."""
    slope = student.demonstrate_chain_rule_basics(x=0.0)["single"]["dh_dx"]
    assert slope == pytest.approx(0.0, abs=1e-12), f"dh_dx at x = 0 should be 0; it is {slope}"


def test_accuracy(student: ModuleType) -> None:
    """A neuron that is almost sure: its slope is tiny, and right to six digits all the same."""
    neuron = student.demonstrate_chain_rule_basics(inputs=[2.0], weights=[1.0], bias=12.0)["neuron"]
    slope = np.exp(-14.0) / (1.0 + np.exp(-14.0)) ** 2
    assert neuron["da_dz"] == pytest.approx(slope, rel=1e-6), (
        f"da_dz at z = 14 should be {slope:.12g}; it is {neuron['da_dz']:.12g}: work in float64"
    )
