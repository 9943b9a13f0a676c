"""Task 3: Jacobians by central differences."""

from collections.abc import Callable, Sequence

import numpy as np
from small_network import FloatArray, forward, output_from


def numerical_jacobian(function: Callable[[FloatArray], FloatArray], x: FloatArray, step: float = 1e-5) -> FloatArray:
    """Returns the Jacobian of any function at x, by central differences.

    Args:
        function: Takes an array of shape `(n_in,)` and returns one of shape `(n_out,)`.
        x: Where to differentiate, shape `(n_in,)`. It is left as it is.
        step: How far one entry is moved to either side.

    Returns:
        An array of shape `(n_out, n_in)`.
    """
    raise NotImplementedError


def numerical_hidden_jacobians(
    weights: Sequence[FloatArray],
    biases: Sequence[FloatArray],
    x: FloatArray,
    activation: str = "tanh",
    step: float = 1e-5,
) -> list[FloatArray]:
    """Returns what `compute_hidden_jacobians` of Task 2 returns, by central differences with this step."""
    raise NotImplementedError
