"""Hidden tests of Task 1.2: what a chain of activation derivatives does to a gradient, and the figure of them.

The figure is judged by what it shows: any lines or points will do, as long as they lie on the curves.
"""

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from unittest.mock import patch

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hidden_tests.helpers import close
from numpy.typing import NDArray

from grader.exam import Figure, Line, Observation, accurate, axes_grid, check, method, observe, remembered

pytestmark = [pytest.mark.task("1.2"), pytest.mark.pure, pytest.mark.call_seconds(8)]
# Each call draws six axes, and work that saves its figure takes seconds for one of them on a busy machine.

NAME = "analyze_gradient_magnitudes"
ACTIVATIONS = ("sigmoid", "tanh", "relu")
MIN_POINTS = 20
USUAL_POINTS = 2_000
"""In all lines of a figure; what is drawn at more points is not kept, since such drawing may have no end."""
Floats = NDArray[np.float64]
OpenStudent = Callable[[Mapping[str, Any]], Any]


class Asked(NamedTuple):
    """The arguments of one call, and whether any test looks at its figure."""

    arguments: tuple[Any, ...]
    keywords: Mapping[str, Any]
    shown: bool = False


def call(student: Any) -> Any:
    """The student's function, where it is one."""
    return method(student, NAME)


@remembered
def numbers(reference: Any, *arguments: object, **keywords: object) -> Any:
    """The reference's result without its figure: nobody would close that in the process of the exam."""
    with patch.object(reference, "_draw"):
        return reference.analyze_gradient_magnitudes(*arguments, **keywords)


def curves(reference: Any, x: tuple[float, ...] | None) -> dict[tuple[int, int], tuple[Floats, Floats]]:
    """The x and y of the line that the reference draws in each row and column."""
    usual = x is None or len(x) <= USUAL_POINTS
    return _kept_curves(reference, x) if usual else _curves(reference, x)


def _curves(reference: Any, x: tuple[float, ...] | None) -> dict[tuple[int, int], tuple[Floats, Floats]]:
    reference.analyze_gradient_magnitudes(x_values=x)
    figure = plt.gcf()
    plt.close(figure)
    return {divmod(index, 3): axes.lines[0].get_data() for index, axes in enumerate(figure.axes)}


# A class draws the same x again and again, and each known mistake stands in with its figure.
_kept_curves = lru_cache(maxsize=256)(_curves)


def compare(returned: object, expected: Any, keys: tuple[str, ...], names: tuple[str, ...] = ACTIVATIONS) -> None:
    """Compares these entries for these activations: words by equality, all else by value."""
    for name in names:
        mine = check.entry(returned, name, "the result")
        for key in keys:
            what = f"result[{name!r}][{key!r}]"
            compared = check.equal if key == "diagnosis" else close
            compared(check.entry(mine, key, f"result[{name!r}]"), expected[name][key], what)


def layer_inputs(rng: np.random.Generator, count: int) -> Floats:
    """Pre-activations away from the kink of ReLU. The last alone is negative: ReLU's gradient gets there first."""
    return np.append(rng.uniform(0.2, 2.2, count - 1), -rng.uniform(0.2, 2.2))


@pytest.fixture
def usual(task_rng: np.random.Generator) -> Sequence[Asked]:
    """What several tests ask, in this order, so that each call is made once for all of them.

    With all arguments, with what numbers else come in, and with none.
    """
    z, initial = tuple(layer_inputs(task_rng, 5).tolist()), -float(task_rng.uniform(1.5, 4.0))
    # Up to where no figure comes that ignores x_values, and to one side only.
    right = np.append(task_rng.uniform(0.5, 2.5, 40), task_rng.uniform(4.0, 5.0))
    left = -task_rng.uniform(0.3, 2.0, 30)
    return (
        Asked((z,), {"initial_gradient": initial, "x_values": right}, shown=True),
        Asked(([2, 1],), {"x_values": left.tolist()}),
        Asked((), {}, shown=True),
    )


def made(analyze: Any, asked: Asked) -> Observation:
    """What comes of a call, with its figures if any test looks at them: all tests have to make it in the same way."""
    if asked.shown:
        seen: Observation = observe(analyze, *asked.arguments, **asked.keywords)
        return seen
    return Observation(analyze(*asked.arguments, **asked.keywords), printed="", arguments=(), figures=())


def after(student: Any, open_student: OpenStudent, earlier: Sequence[Asked]) -> Any:
    """The student's function once it has been asked what the tests before have asked.

    Calls that begin alike are made by the same process, which spares this test one of its own. It gets one all the
    same if any of the earlier calls fails, for that costs no other test.
    """
    analyze = call(student)
    try:
        for asked in earlier:
            made(analyze, asked)
    except Exception:  # noqa: BLE001 # however it ended
        return call(open_student({}))
    return analyze


def compare_calls(
    student: Any, reference: Any, asked: Sequence[Asked], keys: tuple[str, ...], names: tuple[str, ...] = ACTIVATIONS
) -> None:
    """Compares these entries of what each of the calls returns."""
    analyze = call(student)
    for each in asked:
        compare(made(analyze, each).returned, numbers(reference, *each.arguments, **each.keywords), keys, names)


@pytest.mark.points(1)
def test_extremes(student: Any, reference: Any, usual: Sequence[Asked]) -> None:
    """The largest and smallest derivative over x_values, and over [-3, 3] by default."""
    compare_calls(student, reference, usual, ("max_derivative", "min_derivative"))


@pytest.mark.points(0.5)
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_layer_derivatives(student: Any, reference: Any, usual: Sequence[Asked], name: str) -> None:
    """The derivative at the input of each layer."""
    compare_calls(student, reference, usual, ("layer_derivatives",), (name,))


@pytest.mark.points(0.5)
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_cumulative_gradients(student: Any, reference: Any, usual: Sequence[Asked], name: str) -> None:
    """The gradient after each layer, in the order given."""
    compare_calls(student, reference, usual[:1], ("cumulative_gradients",), (name,))


@pytest.mark.points(1)
def test_final_gradient(student: Any, reference: Any, usual: Sequence[Asked]) -> None:
    """The gradient after the last layer, with its sign."""
    compare_calls(student, reference, usual[:2], ("final_gradient",))


NEAR_THRESHOLDS = (0.4, 0.0999, 40.0, 10.001)
"""Initial gradients which meet one layer at z = 0, where the derivatives are exactly 1/4, 1 and 0: through sigmoid the
first and third are the thresholds themselves, through tanh the others are just beyond."""
NEGATIVE = -12.0
"""An initial gradient which is -3 through sigmoid, and so healthy, and exploding through tanh."""


def compare_diagnoses(student: Any, reference: Any, asked: Sequence[float], wanted: Sequence[float]) -> None:
    """Asks for the diagnoses of all these, so that each is asked for once, and compares those that are wanted."""
    analyze = call(student)
    for initial in asked:
        returned = analyze([0.0], initial)
        if initial in wanted:
            compare(returned, numbers(reference, [0.0], initial), ("diagnosis",))


@pytest.mark.points(0.75)
def test_diagnosis_vanishing(student: Any, reference: Any) -> None:
    """Where 'vanishing' begins."""
    compare_diagnoses(student, reference, NEAR_THRESHOLDS, NEAR_THRESHOLDS[:2])


@pytest.mark.points(0.75)
def test_diagnosis_exploding(student: Any, reference: Any) -> None:
    """Where 'exploding' begins."""
    compare_diagnoses(student, reference, NEAR_THRESHOLDS, NEAR_THRESHOLDS[2:])


@pytest.mark.points(0.5)
def test_diagnosis_of_negative_gradients(student: Any, reference: Any) -> None:
    """The diagnosis goes by the size of the gradient, whatever its sign."""
    compare_diagnoses(student, reference, (*NEAR_THRESHOLDS, NEGATIVE), (NEGATIVE,))


@pytest.mark.points(0.5)
def test_accuracy(
    student: Any, open_student: OpenStudent, reference: Any, rng: np.random.Generator, usual: Sequence[Asked]
) -> None:
    """Derivatives are right to six digits, also where they are tiny: in double precision."""
    far, x_values = rng.uniform(6.0, 8.0, 2) * [1.0, -1.0], rng.uniform(5.0, 8.0, 30)
    expected = numbers(reference, far, x_values=x_values)
    returned = after(student, open_student, usual)(far, x_values=x_values)
    for name in ACTIVATIONS:
        exact = {key: value for key, value in expected[name].items() if key != "diagnosis"}
        accurate(check.entry(returned, name, "the result"), exact, f"result[{name!r}]")


def drawn(analyze: Any, asked: Asked) -> Figure:
    """The one figure that a call leaves open."""
    seen = made(analyze, asked)
    check.true(len(seen.figures) == 1, "Exactly one figure should be left open.")
    return seen.figures[0]


def points(lines: Iterable[Line]) -> Floats:
    """The x and y of all points, where there are any; at 0 the derivative of ReLU is a matter of choice."""
    pairs = [pair for line in lines for pair in zip(line.x, line.y, strict=False)]
    x, y = np.array(pairs, dtype=np.float64).reshape(-1, 2).T
    kept = np.isfinite(x) & np.isfinite(y) & (np.abs(x) > 1e-9)
    return np.array([x[kept], y[kept]])


def on_curve(line: Line, curve: Mapping[float, float]) -> list[float]:
    """The x of a line's points if all of them lie on the curve, else none."""
    x, y = points([line])
    expected = [curve.get(at, np.nan) for at in x.tolist()]
    return x.tolist() if len(line.x) == len(line.y) and np.allclose(y, expected, rtol=1e-6, atol=1e-9) else []


def check_rows(figure: Figure, reference: Any, rows: Sequence[int], x_values: Floats | None = None) -> None:
    """Requires the curves of these rows, each in its own column and over all that the reference draws."""
    asked, _ = points(line for axes in figure.axes for line in axes.lines)
    check.true(asked.size, "The figure should show lines or points.")
    given = None if x_values is None else tuple(x_values.tolist())
    here, reach, theirs = axes_grid(figure, 3), curves(reference, given), curves(reference, tuple(asked.tolist()))
    for row, column in itertools.product(rows, range(3)):
        what = f"the {('function', 'derivative')[row]} of {ACTIVATIONS[column]}"
        check.true((row, column) in here, f"The figure has no axes in row {row + 1}, column {column + 1}.")
        at, heights = theirs[row, column]
        curve = dict(zip(at.tolist(), heights.tolist(), strict=True))
        lines = (line for axes in here[row, column] for line in axes.lines)
        x = {point for line in lines for point in on_curve(line, curve)}
        check.true(len(x) >= MIN_POINTS, f"Row {row + 1}, column {column + 1} should show {what}.")
        low, high = reach[row, column][0].min(), reach[row, column][0].max()
        slack = 0.1 * (high - low)
        covered = min(x) <= low + slack and max(x) >= high - slack
        check.true(covered, f"You should draw {what} over all x_values.")


@pytest.mark.points(1)
def test_figure_functions(student: Any, open_student: OpenStudent, reference: Any, usual: Sequence[Asked]) -> None:
    """The figure shows the functions in its upper row."""
    *earlier, default = usual
    check_rows(drawn(after(student, open_student, earlier), default), reference, [0])


@pytest.mark.points(1)
def test_figure_derivatives(student: Any, open_student: OpenStudent, reference: Any, usual: Sequence[Asked]) -> None:
    """The figure shows the derivatives in its lower row."""
    *earlier, default = usual
    check_rows(drawn(after(student, open_student, earlier), default), reference, [1])


@pytest.mark.points(0.5)
def test_figure_over_x_values(student: Any, reference: Any, usual: Sequence[Asked]) -> None:
    """The figure has 2 rows and 3 columns and is drawn over x_values."""
    asked = usual[0]
    figure = drawn(call(student), asked)
    check.true(len(axes_grid(figure, 3)) == 6, "The figure should have six axes, in 2 rows and 3 columns.")
    check_rows(figure, reference, [0, 1], asked.keywords["x_values"])
