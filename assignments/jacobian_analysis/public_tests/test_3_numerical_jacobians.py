"""Task 3: the example of the handout."""

from types import ModuleType

import numpy as np


def test_example(student: ModuleType) -> None:
    """The Jacobian of a function."""
    found = student.numerical_jacobian(lambda x: np.array([x[0] * x[1], x[1] ** 2]), np.array([2.0, 3.0]))
    assert np.allclose(found, [[3.0, 2.0], [0.0, 6.0]])


def test_hidden_layers(student: ModuleType) -> None:
    """One array for each hidden layer."""
    weights = [np.ones((3, 2)), np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]])]
    (found,) = student.numerical_hidden_jacobians(weights, [np.zeros(2), np.zeros(4)], np.ones(3))
    assert np.allclose(found, weights[1].T)
