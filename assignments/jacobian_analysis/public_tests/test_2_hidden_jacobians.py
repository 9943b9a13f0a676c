"""Task 2: the example of the handout."""

from types import ModuleType

import numpy as np


def test_example(student: ModuleType) -> None:
    """One array for each hidden layer, the first hidden layer first."""
    weights = [np.array([[1.0, -1.0]]), np.array([[2.0], [1.0]]), np.array([[3.0, 4.0]])]
    biases = [np.zeros(2), np.zeros(1), np.zeros(2)]
    found = student.compute_hidden_jacobians(weights, biases, np.array([1.0]), "relu")
    assert [np.shape(each) for each in found] == [(2, 2), (2, 1)]
    assert np.allclose(found[0], [[6.0, 3.0], [8.0, 4.0]])
    assert np.allclose(found[1], [[3.0], [4.0]])


def test_no_hidden_layer(student: ModuleType) -> None:
    """A network of one layer has none."""
    assert len(student.compute_hidden_jacobians([np.ones((2, 3))], [np.zeros(3)], np.ones(2))) == 0
