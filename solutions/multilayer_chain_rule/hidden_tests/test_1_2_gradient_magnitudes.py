"""Hidden tests of Task 1.2: what a chain of activation derivatives does to a gradient, and the figure of them.

The figure is judged by what it shows: any lines or points will do, as long as they lie on the curves.
"""

from collections.abc import Callable
from itertools import chain
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from grader.exam import check, observe
from grader.host.proxy import Observation, Proxy
from grader.wire.figures import Figure, Line

pytestmark = pytest.mark.task("1.2")

NAME = "analyze_gradient_magnitudes"
ACTIVATIONS = ("sigmoid", "tanh", "relu")
FEWEST_POINTS = 20
Floats = NDArray[np.float64]


@pytest.fixture
def reference(reference: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The reference without its figure: nobody would close it in the process of the exam."""
    monkeypatch.setattr(reference, "_draw", lambda _x: None)
    return reference


def call(student: Any) -> Any:
    """The student's function, where it is one."""
    function = getattr(student, NAME)
    check.true(isinstance(function, Proxy), f"{NAME} should be a function.")
    return function


def compare(returned: object, expected: Any, keys: tuple[str, ...], names: tuple[str, ...] = ACTIVATIONS) -> None:
    """Compares these entries for these activations: words by equality, all else by value."""
    for name in names:
        mine = check.entry(returned, name, "the result")
        for key in keys:
            what = f"result[{name!r}][{key!r}]"
            compared = check.equal if key == "diagnosis" else check.close
            compared(check.entry(mine, key, f"result[{name!r}]"), expected[name][key], what)


def layer_inputs(rng: np.random.Generator, count: int) -> Floats:
    """Pre-activations away from the kink of ReLU. The last alone is negative: ReLU's gradient gets there first."""
    return np.append(rng.uniform(0.2, 2.2, count - 1), -rng.uniform(0.2, 2.2))


@pytest.mark.points(1.5)
def test_extremes(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The largest and smallest derivative over x_values, and over [-3, 3] by default."""
    analyze, keys = call(student), ("max_derivative", "min_derivative")
    right, left = rng.uniform(0.5, 2.5, 40), -rng.uniform(0.3, 2.0, 30)
    for x in (right, left.tolist()):
        expected = reference.analyze_gradient_magnitudes(x_values=x)
        compare(analyze(x_values=x), expected, keys)
    compare(analyze(), reference.analyze_gradient_magnitudes(), keys)


@pytest.mark.points(0.5)
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_layer_derivatives(student: Any, reference: Any, rng: np.random.Generator, name: str) -> None:
    """The derivative at the input of each layer."""
    analyze = call(student)
    for z in (layer_inputs(rng, 5), [2, 0, -1]):
        compare(analyze(z), reference.analyze_gradient_magnitudes(z), ("layer_derivatives",), (name,))


@pytest.mark.points(0.5)
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_cumulative_gradients(student: Any, reference: Any, rng: np.random.Generator, name: str) -> None:
    """The gradient after each layer, in the order given."""
    analyze = call(student)
    z, initial = tuple(layer_inputs(rng, 5).tolist()), float(rng.uniform(1.5, 4.0))
    expected = reference.analyze_gradient_magnitudes(z, initial)
    compare(analyze(z, initial), expected, ("cumulative_gradients",), (name,))


@pytest.mark.points(1)
def test_final_gradient(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The gradient after the last layer, with its sign."""
    analyze = call(student)
    for sign in (1.0, -1.0):
        z, initial = np.abs(layer_inputs(rng, 4)), float(sign * rng.uniform(2.0, 5.0))
        expected = reference.analyze_gradient_magnitudes(z, initial)
        compare(analyze(z, initial_gradient=initial), expected, ("final_gradient",))


def compare_diagnoses(student: Any, reference: Any, initial_gradients: tuple[float, ...]) -> None:
    """Compares the diagnoses of one layer at z = 0, where the derivatives are exactly 1/4, 1 and 0."""
    analyze = call(student)
    for initial in initial_gradients:
        expected = reference.analyze_gradient_magnitudes([0.0], initial)
        compare(analyze([0.0], initial), expected, ("diagnosis",))


@pytest.mark.points(0.75)
def test_diagnosis_vanishing(student: Any, reference: Any) -> None:
    """Where 'vanishing' begins."""
    compare_diagnoses(student, reference, (0.0999, 0.1, 0.4))


@pytest.mark.points(0.75)
def test_diagnosis_exploding(student: Any, reference: Any) -> None:
    """Where 'exploding' begins."""
    compare_diagnoses(student, reference, (10.0, 10.001, 40.0))


@pytest.mark.points(0.5)
def test_diagnosis_of_negative_gradients(student: Any, reference: Any) -> None:
    """The diagnosis goes by the size of the gradient, whatever its sign."""
    compare_diagnoses(student, reference, (-0.3, -41.0))


def drawn(student: Any, **keywords: object) -> Figure:
    """The one figure that a call leaves open."""
    call(student)
    seen: Observation = observe(getattr(student, NAME), **keywords)
    check.true(len(seen.figures) == 1, f"One figure should be left open, and {len(seen.figures)} are.")
    return seen.figures[0]


def on_curve(line: Line, curve: Callable[[Floats], Floats]) -> list[float]:
    """The x of a line's points if all of them lie on the curve, else none."""
    if len(line.x) != len(line.y):
        return []
    x, y = np.array([line.x, line.y], dtype=np.float64)
    kept = np.isfinite(x) & np.isfinite(y) & (np.abs(x) > 1e-9)  # at 0 the derivative of ReLU is a matter of choice
    x, y = x[kept], y[kept]
    return x.tolist() if np.allclose(y, curve(x), rtol=1e-6, atol=1e-9) else []


def check_row(figure: Figure, reference: Any, row: int, low: float, high: float) -> None:
    """Requires the curves of one row, each from `low` to `high` in its own column."""
    kind = ("function", "derivative")[row]
    for column, name in enumerate(ACTIVATIONS):
        here = [axes for axes in figure.axes if (axes.row, axes.column) == (row, column)]
        place = f"row {row + 1}, column {column + 1}"
        check.true(here, f"The figure has no axes in {place}.")
        lines = chain.from_iterable(axes.lines for axes in here)
        x = {at for line in lines for at in on_curve(line, reference.ACTIVATIONS[name][row])}
        check.true(len(x) >= FEWEST_POINTS, f"The axes in {place} should show the {kind} of {name}.")
        reach = 0.1 * (high - low)
        covered = min(x) <= low + reach and max(x) >= high - reach
        check.true(covered, f"The {kind} of {name} should be drawn over all x_values.")


@pytest.mark.points(1)
def test_figure_functions(student: Any, reference: Any) -> None:
    """The figure shows the functions in its upper row."""
    check_row(drawn(student), reference, 0, -3.0, 3.0)


@pytest.mark.points(1)
def test_figure_derivatives(student: Any, reference: Any) -> None:
    """The figure shows the derivatives in its lower row."""
    check_row(drawn(student), reference, 1, -3.0, 3.0)


@pytest.mark.points(0.5)
def test_figure_over_x_values(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The figure has 2 rows and 3 columns and is drawn over x_values."""
    low, high = float(-rng.uniform(0.5, 1.0)), float(rng.uniform(4.0, 5.0))
    figure = drawn(student, x_values=np.linspace(low, high, 60))
    places = {(axes.row, axes.column) for axes in figure.axes if axes.row >= 0}
    check.true(len(places) == 6, "The figure should have six axes, in 2 rows and 3 columns.")
    for row in (0, 1):
        check_row(figure, reference, row, low, high)
