"""Task 4: keys, and numbers that can be seen."""

from types import ModuleType

import numpy as np
import pytest


def test_example(student: ModuleType) -> None:
    """The example of the handout."""
    found = student.analyze_spectrum(np.array([[3.0, 0.0, 0.0], [0.0, -4.0, 0.0]]))
    assert np.allclose(found["singular_values"], [4.0, 3.0])
    assert found["spectral_norm"] == pytest.approx(4.0)
    assert found["frobenius_norm"] == pytest.approx(5.0)
    assert found["condition_number"] == pytest.approx(4.0 / 3.0)
    assert found["rank"] == 2


def test_nothing_gets_through(student: ModuleType) -> None:
    """A Jacobian of zeros cannot be undone."""
    assert student.analyze_spectrum(np.zeros((2, 2)))["condition_number"] == float("inf")
