"""Hidden tests of Task 6. Trusted side. The figure is judged by the table, limits and texts that its summary has."""

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from msgspec import Struct
from small_network import FloatArray

from grader.exam import VALUE, Axes, Figure, Image, check

pytestmark = [pytest.mark.task("6"), pytest.mark.pure]

INPUTS = ["speed", "angle", "load", "heat"]
OUTPUTS = ["lift", "drag", "noise"]


class Expected(Struct, frozen=True):
    """What the reference's figure shows."""

    table: FloatArray
    limits: tuple[float, float]
    x_ticks: list[str]
    y_ticks: list[str]


@pytest.fixture
def jacobian(task_rng: np.random.Generator) -> FloatArray:
    """A Jacobian with both signs, whose largest entry is negative and larger than 1."""
    found = task_rng.uniform(-2.0, 2.0, (len(OUTPUTS), len(INPUTS)))
    found[1, 2] = -task_rng.uniform(2.5, 4.0)
    return found


def expected(reference: Any, jacobian: FloatArray) -> Expected:
    """What the reference draws."""
    figure = reference.draw_jacobian(jacobian, INPUTS, OUTPUTS)
    plt.close(figure)
    axes = figure.axes[0]
    (image,) = axes.images
    ticks = [[label.get_text() for label in axis.get_majorticklabels()] for axis in (axes.xaxis, axes.yaxis)]
    return Expected(np.asarray(image.get_array()), image.get_clim(), *ticks)


def drawn(student: Any, jacobian: FloatArray) -> Figure:
    """The figure that the student draws."""
    figure = student.draw_jacobian(jacobian, INPUTS, OUTPUTS)
    check.instance(figure, Figure, "the result of draw_jacobian")
    found: Figure = figure
    return found


def heatmap(student: Any, jacobian: FloatArray) -> tuple[Axes, Image]:
    """The axes with the table, and the table: the one with the fewest cells, for a colour bar has hundreds."""
    found = [(axes, image) for axes in drawn(student, jacobian).axes for image in axes.images]
    check.true(found, "The figure should show a table in colours, as `imshow` or `pcolormesh` draw it.")
    return min(found, key=lambda pair: len(pair[1].values))


@pytest.mark.points(5)
def test_cells(student: Any, reference: Any, jacobian: FloatArray) -> None:
    """There is a row for each output and a column for each input, and each cell shows its entry."""
    theirs, (axes, image) = expected(reference, jacobian), heatmap(student, jacobian)
    rows, columns = (
        [names.index(name) for name in ticks if name in names]
        for ticks, names in ((axes.y_ticks, theirs.y_ticks), (axes.x_ticks, theirs.x_ticks))
    )
    # Whoever draws rows or columns in another order names them in that order.
    whole = len(rows) == len(OUTPUTS) and len(columns) == len(INPUTS)
    table = theirs.table[np.ix_(rows, columns)] if whole else theirs.table
    check.close([list(row) for row in image.table], table, "the table that is drawn", VALUE)


@pytest.mark.points(3)
def test_names(student: Any, reference: Any, jacobian: FloatArray) -> None:
    """Ticks are named after the inputs and outputs."""
    theirs, (axes, _) = expected(reference, jacobian), heatmap(student, jacobian)
    named = sorted(filter(None, axes.x_ticks)) == sorted(theirs.x_ticks)
    check.true(named, "The ticks of the x axis should be named after the inputs.")
    named = sorted(filter(None, axes.y_ticks)) == sorted(theirs.y_ticks)
    check.true(named, "The ticks of the y axis should be named after the outputs.")


@pytest.mark.points(3)
def test_limits(student: Any, reference: Any, jacobian: FloatArray) -> None:
    """The colours reach equally far to both sides of zero, as far as the largest entry."""
    for given in (jacobian, -jacobian, 0.1 * jacobian):
        _, image = heatmap(student, given)
        check.close([image.low, image.high], expected(reference, given).limits, "the limits of the colours", VALUE)


@pytest.mark.points(2)
def test_texts(student: Any, jacobian: FloatArray) -> None:
    """The axes have a title and two labels."""
    axes, _ = heatmap(student, jacobian)
    check.true(axes.title.strip(), "The axes should have a title.")
    check.true(axes.x_label.strip() and axes.y_label.strip(), "The axes should have an x and a y label.")


@pytest.mark.points(2)
def test_colour_bar(student: Any, jacobian: FloatArray) -> None:
    """A colour bar says what the colours mean."""
    heatmap(student, jacobian)
    check.true(len(drawn(student, jacobian).axes) > 1, "The figure should have a colour bar.")
