"""Task 5: the example of the handout."""

from types import ModuleType

import numpy as np
import pytest


def test_example(student: ModuleType) -> None:
    """Lengths of columns, classes and order."""
    found = student.classify_inputs(np.array([[3.0, 0.0, 0.5], [4.0, 0.0, 0.0]]), ["height", "colour", "age"])
    assert found["sensitivities"] == pytest.approx({"height": 5.0, "colour": 0.0, "age": 0.5})
    assert found["classes"] == {"height": "sensitive", "colour": "insensitive", "age": "moderate"}
    assert list(found["ranking"]) == ["height", "age", "colour"]
