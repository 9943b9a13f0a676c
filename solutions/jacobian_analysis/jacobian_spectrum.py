"""Reference for Task 4: singular values and the condition number. Trusted side; never handed out."""

from typing import Any

import numpy as np
from small_network import FloatArray

NEGLIGIBLE = 1e-10


def analyze_spectrum(jacobian: FloatArray) -> dict[str, Any]:
    """Says how a Jacobian stretches small changes of the input."""
    values = np.linalg.svd(jacobian, compute_uv=False)
    largest, smallest = float(values[0]), float(values[-1])
    negligible = NEGLIGIBLE * largest
    return {
        "singular_values": values,
        "spectral_norm": largest,
        "frobenius_norm": float(np.linalg.norm(jacobian)),
        "rank": int(np.count_nonzero(values > negligible)),
        "condition_number": largest / smallest if smallest > negligible else float("inf"),
    }
