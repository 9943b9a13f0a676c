"""Task 1: shapes and the examples of the handout."""

from types import ModuleType

import numpy as np


def test_example(student: ModuleType) -> None:
    """Only the unit that is active lets anything through."""
    weights = [np.array([[1.0, 2.0], [0.0, 1.0], [3.0, 0.0]]), np.array([[1.0, 0.0], [2.0, -1.0]])]
    found = student.compute_input_jacobian(weights, [np.array([0.5, -4.0]), np.zeros(2)], np.ones(3), "relu")
    assert np.shape(found) == (2, 3), f"the shape should be (n_out, n_in), which is (2, 3), not {np.shape(found)}"
    assert np.allclose(found, [[1.0, 0.0, 3.0], [0.0, 0.0, 0.0]])


def test_one_layer(student: ModuleType) -> None:
    """The Jacobian of one layer is its transposed weights."""
    weights = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    assert np.allclose(student.compute_input_jacobian([weights], [np.zeros(3)], np.ones(2)), weights.T)
