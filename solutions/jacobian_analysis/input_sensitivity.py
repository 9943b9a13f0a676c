"""Reference for Task 5: which inputs matter. Trusted side; never handed out."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from small_network import FloatArray


def classify_inputs(jacobian: FloatArray, names: Sequence[str], low: float = 0.1, high: float = 1.0) -> dict[str, Any]:
    """Says how much the output depends on each input."""
    lengths = np.linalg.norm(jacobian, axis=0)
    sensitivities = {name: float(length) for name, length in zip(names, lengths, strict=False)}
    return {
        "sensitivities": sensitivities,
        "classes": {name: _class_of(length, low, high) for name, length in sensitivities.items()},
        "ranking": sorted(sensitivities, key=lambda name: (-sensitivities[name], name)),
    }


def _class_of(sensitivity: float, low: float, high: float) -> str:
    if sensitivity < low:
        return "insensitive"
    return "sensitive" if sensitivity > high else "moderate"
