"""Task 5: which inputs matter."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from small_network import FloatArray


def classify_inputs(jacobian: FloatArray, names: Sequence[str], low: float = 0.1, high: float = 1.0) -> dict[str, Any]:
    """Says how much the output depends on each input.

    Args:
        jacobian: Shape `(n_out, n_in)`.
        names: The names of the inputs, one for each column.
        low: The least sensitivity of an input that is not 'insensitive'.
        high: The largest sensitivity of an input that is not 'sensitive'.

    Returns:
        A dict of
            sensitivities   a dict: name -> the Euclidean length of the column of this input, a float
            classes         a dict: name -> 'insensitive' if its sensitivity is < low, 'sensitive' if it is > high, else
                            'moderate'
            ranking         the list of names, the most sensitive input first; equally sensitive ones in alphabetical
                            order
    """
    raise NotImplementedError
