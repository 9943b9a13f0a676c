"""Task 4: singular values and the condition number."""

from typing import Any

import numpy as np
from small_network import FloatArray


def analyze_spectrum(jacobian: FloatArray) -> dict[str, Any]:
    """Says how a Jacobian stretches small changes of the input.

    Returns:
        A dict of
            singular_values     an array, the largest first; as many as the shorter side of the matrix has entries
            spectral_norm       the largest singular value
            frobenius_norm      the square root of the sum of the squares of all entries
            rank                how many singular values are larger than 1e-10 times the largest, an int
            condition_number    the largest singular value over the smallest; infinity if the rank is less than the
                                number of singular values
    """
    raise NotImplementedError
