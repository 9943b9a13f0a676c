"""Task 6: the figure has what it needs."""

from types import ModuleType

import matplotlib.pyplot as plt
import numpy as np


def test_example(student: ModuleType) -> None:
    """A figure with axes, their texts and a colour bar."""
    figure = student.draw_jacobian(np.array([[1.0, -3.0, 2.0], [0.5, 0.0, 1.0]]), ["a", "b", "c"], ["lift", "drag"])
    plt.close(figure)
    assert len(figure.axes) >= 2, "there should be axes for the table and axes for the colour bar"
    texts = [figure.axes[0].get_title(), figure.axes[0].get_xlabel(), figure.axes[0].get_ylabel()]
    assert all(texts), "the axes need a title and two labels"
    assert [label.get_text() for label in figure.axes[0].get_xticklabels()] == ["a", "b", "c"]
