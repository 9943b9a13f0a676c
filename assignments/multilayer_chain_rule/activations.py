"""The activation functions, the loss, and their derivatives. Given to you: use it, do not hand it in.

Every function takes a number or an array of any shape and works element by element. An array comes back as an array of
the same shape, a number as a NumPy float. Nothing here overflows or warns, however large its argument.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]

SMALLEST_PROBABILITY = 1e-15  # predictions are kept this far away from 0 and 1, where the logarithm has no value


def sigmoid(z: ArrayLike) -> FloatArray:
    """Returns 1 / (1 + exp(-z)), between 0 and 1."""
    z = np.asarray(z, dtype=np.float64)
    # The same fraction for either sign of z, written so that no exponential is ever larger than 1.
    value: FloatArray = np.exp(np.minimum(z, 0.0)) / (1.0 + np.exp(-np.abs(z)))
    return value


def sigmoid_derivative(z: ArrayLike) -> FloatArray:
    """Returns sigmoid(z) * (1 - sigmoid(z)). The argument is z, not sigmoid(z); the largest value is 0.25, at z = 0."""
    z = np.asarray(z, dtype=np.float64)
    return sigmoid(z) * sigmoid(-z)  # 1 - sigmoid(z) = sigmoid(-z), which keeps its digits where sigmoid(z) is near 1


def tanh(z: ArrayLike) -> FloatArray:
    """Returns the hyperbolic tangent, between -1 and 1."""
    return np.tanh(np.asarray(z, dtype=np.float64))


def tanh_derivative(z: ArrayLike) -> FloatArray:
    """Returns 1 - tanh(z)^2. The argument is z, not tanh(z); the largest value is 1, at z = 0."""
    return 1.0 - tanh(z) ** 2


def relu(z: ArrayLike) -> FloatArray:
    """Returns z where it is positive, 0 elsewhere."""
    return np.maximum(np.asarray(z, dtype=np.float64), 0.0)


def relu_derivative(z: ArrayLike) -> FloatArray:
    """Returns 1 where z is positive, 0 elsewhere. At z = 0 ReLU has a kink; there we choose 0."""
    return (np.asarray(z, dtype=np.float64) > 0).astype(np.float64)


def bce_loss(predictions: ArrayLike, targets: ArrayLike) -> float:
    """Returns the binary cross-entropy -(y log p + (1 - y) log(1 - p)), averaged over all targets.

    Args:
        predictions: Probabilities p, clipped to [1e-15, 1 - 1e-15] before the logarithm is taken.
        targets: Labels y, 0 or 1, in the shape of the predictions or as one number for all of them.
    """
    p, y = _pair(predictions, targets)
    return float(np.mean(-(y * np.log(p) + (1.0 - y) * np.log1p(-p))))


def bce_loss_derivative(predictions: ArrayLike, targets: ArrayLike) -> FloatArray:
    """Returns the derivative of `bce_loss` by each prediction: (p - y) / (p (1 - p)) / n for n targets.

    Args:
        predictions: Probabilities p, clipped to [1e-15, 1 - 1e-15].
        targets: Labels y, 0 or 1, in the shape of the predictions or as one number for all of them.
    """
    p, y = _pair(predictions, targets)
    return (p - y) / (p * (1.0 - p)) / np.size(p)


def _pair(predictions: ArrayLike, targets: ArrayLike) -> tuple[FloatArray, FloatArray]:
    clipped = np.clip(np.asarray(predictions, dtype=np.float64), SMALLEST_PROBABILITY, 1.0 - SMALLEST_PROBABILITY)
    p, y = np.broadcast_arrays(clipped, np.asarray(targets, dtype=np.float64))
    return p, y
