"""Task 1.2: keys, shapes, facts that can be checked by hand, and the figure."""

from types import ModuleType

import matplotlib.pyplot as plt
import numpy as np
import pytest

ACTIVATIONS = ["sigmoid", "tanh", "relu"]
KEYS = ["max_derivative", "min_derivative", "layer_derivatives", "cumulative_gradients", "final_gradient", "diagnosis"]


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_keys(student: ModuleType, name: str) -> None:
    """Each activation has a dict with all keys."""
    result = student.analyze_gradient_magnitudes()
    assert name in result, f"the dict lacks the key {name!r}"
    missing = [key for key in KEYS if key not in result[name]]
    assert not missing, f"the dict of {name!r} lacks {missing}"


@pytest.mark.parametrize("key", ["layer_derivatives", "cumulative_gradients"])
def test_one_entry_per_layer(student: ModuleType, key: str) -> None:
    """Four layer inputs give four numbers."""
    value = np.asarray(student.analyze_gradient_magnitudes(layer_inputs=[0.1, 0.2, 0.3, 0.4])["tanh"][key])
    assert value.shape == (4,), f"{key} should have the shape (4,) for four layers; it has {value.shape}"


@pytest.mark.parametrize("name,largest", [("sigmoid", 0.25), ("tanh", 1.0), ("relu", 1.0)])
def test_largest_derivative(student: ModuleType, name: str, largest: float) -> None:
    """Over [-3, 3] the sigmoid is never steeper than 0.25, the others never steeper than 1."""
    found = student.analyze_gradient_magnitudes()[name]["max_derivative"]
    assert found == pytest.approx(largest), f"max_derivative of {name} should be {largest}; it is {found}"


def test_sigmoid_at_zero_divides_by_four_each_time(student: ModuleType) -> None:
    """Two sigmoid layers at z = 0 leave a quarter of a quarter."""
    sigmoid = student.analyze_gradient_magnitudes(layer_inputs=[0.0, 0.0])["sigmoid"]
    found = np.asarray(sigmoid["cumulative_gradients"])
    assert found == pytest.approx(np.array([0.25, 0.0625])), f"expected [0.25, 0.0625], got {found}"
    assert sigmoid["diagnosis"] == "vanishing", f"0.0625 is below 0.1: 'vanishing', not {sigmoid['diagnosis']!r}"


@pytest.mark.parametrize("gradient,word", [(1.0, "healthy"), (-20.0, "exploding"), (0.05, "vanishing")])
def test_positive_relu_units_pass_the_gradient_unchanged(student: ModuleType, gradient: float, word: str) -> None:
    """The derivative of ReLU at a positive z is 1."""
    relu = student.analyze_gradient_magnitudes(layer_inputs=[1.0, 2.0], initial_gradient=gradient)["relu"]
    assert relu["final_gradient"] == pytest.approx(gradient), f"expected {gradient}, got {relu['final_gradient']}"
    assert relu["diagnosis"] == word, f"a final gradient of {gradient} is {word!r}, not {relu['diagnosis']!r}"


def test_one_figure_of_six_axes_is_left_open(student: ModuleType) -> None:
    """2 rows by 3 columns, neither shown nor closed."""
    student.analyze_gradient_magnitudes()
    assert len(plt.get_fignums()) == 1, f"leave one figure open; {len(plt.get_fignums())} are open"
    axes = plt.gcf().axes
    assert len(axes) == 6, f"the figure should have 6 axes; it has {len(axes)}"
    assert all(ax.lines or ax.collections for ax in axes), "each of the 6 axes should show a curve"


def test_accuracy(student: ModuleType) -> None:
    """Where tanh is flat its derivative is tiny, and right to six digits all the same."""
    found = float(student.analyze_gradient_magnitudes([7.0])["tanh"]["layer_derivatives"][0])
    expected = 1.0 / np.cosh(7.0) ** 2
    assert found == pytest.approx(expected, rel=1e-6), (
        f"tanh'(7) should be {expected:.12g}; it is {found:.12g}: work in float64, with no numerical derivative"
    )
