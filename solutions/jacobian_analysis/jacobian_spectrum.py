"""Reference for Task 4: singular values and the condition number. Trusted side; never handed out."""

from typing import Any

import numpy as np
from small_network import FloatArray

NEGLIGIBLE = 1e-10


def analyze_spectrum(jacobian: FloatArray) -> dict[str, Any]:
    """Says how a Jacobian stretches small changes of the input."""
    values = np.linalg.svd(jacobian, compute_uv=False)
    largest, smallest = float(np.max(values)), float(np.min(values))
    rank = int(np.sum(values > NEGLIGIBLE * largest))
    return {
        "singular_values": values,
        "spectral_norm": largest,
        "frobenius_norm": float(np.linalg.norm(jacobian)),
        "rank": rank,
        "condition_number": largest / smallest if rank == len(values) else float("inf"),
    }
