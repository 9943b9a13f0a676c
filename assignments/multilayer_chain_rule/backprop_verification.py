"""Task 4.2: is the backpropagation right?"""

from typing import Any

import numpy as np
from activations import FloatArray
from data_generators import load_sports_dataset
from detailed_backprop import DetailedBackpropNetwork


def verify_backpropagation(
    network: DetailedBackpropNetwork | None = None,
    x: FloatArray | None = None,
    y: float | FloatArray | None = None,
    h: float = 1e-5,
) -> list[dict[str, Any]]:
    """Compares the network's `detailed_backward_pass` with its `numerical_gradients(x, y, h)`, layer by layer.

    Args:
        network: An object with the interface of Task 4.1. If None, `DetailedBackpropNetwork([3, 2, 1])`.
        x: One sample, shape `(n_in,)`. If None, the features of row 0 of the sports dataset.
        y: Its label, 0 or 1: an int, a float or an array of shape `(1,)`. If None, the label of row 0.
        h: Step of the central differences.

    Returns:
        A list with one dict per layer, the first layer first:
            layer                       its number, from 1
            max_weight_difference       the largest absolute difference between the two gradients of its weights
            max_bias_difference         the same for its biases
            verdict                     'perfect' if the larger of the two is < 1e-6, 'good' if it is < 1e-4,
                                        else 'mismatch'. A NaN on either side is a 'mismatch'.

    Example:
        >>> [report["verdict"] for report in verify_backpropagation()]
        ['perfect', 'perfect']
    """
    raise NotImplementedError
