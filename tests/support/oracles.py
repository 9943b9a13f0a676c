"""The network's loss, implemented again from its definition, and three ways to differentiate it that share no code.

The loss is evaluated from the output's logit, logaddexp(0, z) - y z, which keeps its digits where the output saturates.
"""

from collections.abc import Callable, Sequence
from typing import Any

import autograd
import autograd.numpy as anp
import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Parameters = list[FloatArray]  # the weights of all layers, then the biases of all layers
Loss = Callable[[NDArray[Any]], complex]
Slope = Callable[[Loss, FloatArray, FloatArray], float]
Oracle = Callable[[Parameters, FloatArray, float, str], Parameters]

STEP = 1e-5
COMPLEX_STEP = 1e-30


def by_autograd(parameters: Parameters, x: FloatArray, y: float, activation: str) -> Parameters:
    """Reverse-mode automatic differentiation by HIPS autograd."""
    hidden = {
        "sigmoid": lambda z: 0.5 * (anp.tanh(z / 2) + 1),
        "tanh": anp.tanh,
        "relu": lambda z: anp.maximum(z, 0),
    }[activation]

    def loss(parameters: Parameters) -> float:
        z = _logit(parameters, x, hidden)
        value: float = anp.mean(anp.logaddexp(0, z) - y * z)
        return value

    gradients: Parameters = autograd.grad(loss)(parameters)
    return gradients


def by_central_differences(parameters: Parameters, x: FloatArray, y: float, activation: str) -> Parameters:
    """(f(p + h) - f(p - h)) / 2h with h = 1e-5, for one entry of one parameter after the other."""

    def slope(loss: Loss, at: FloatArray, direction: FloatArray) -> float:
        return (loss(at + STEP * direction) - loss(at - STEP * direction)).real / (2 * STEP)

    return _entry_by_entry(slope, parameters, x, y, activation)


def by_complex_step(parameters: Parameters, x: FloatArray, y: float, activation: str) -> Parameters:
    """Im f(p + ih) / h, exact to the last digits because nothing is subtracted (Squire and Trapp, 1998)."""

    def slope(loss: Loss, at: FloatArray, direction: FloatArray) -> float:
        return loss(at + 1j * COMPLEX_STEP * direction).imag / COMPLEX_STEP

    return _entry_by_entry(slope, parameters, x, y, activation)


def _entry_by_entry(slope: Slope, parameters: Parameters, x: FloatArray, y: float, activation: str) -> Parameters:
    functions: dict[str, Callable[[NDArray[Any]], NDArray[Any]]] = {
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "tanh": np.tanh,
        "relu": lambda z: np.where(z.real > 0, z, 0),
    }
    shapes = [parameter.shape for parameter in parameters]

    def loss(vector: NDArray[Any]) -> complex:
        z = _logit(_cut(vector, shapes), x, functions[activation])
        return complex(np.mean(np.log(1 + np.exp(z)) - y * z))

    at = np.concatenate([parameter.ravel() for parameter in parameters])
    return _cut(np.array([slope(loss, at, direction) for direction in np.eye(at.size)]), shapes)


def _cut(vector: NDArray[Any], shapes: list[tuple[int, ...]]) -> list[NDArray[Any]]:
    ends = np.cumsum([np.prod(shape, dtype=int) for shape in shapes])
    return [piece.reshape(shape) for piece, shape in zip(np.split(vector, ends[:-1]), shapes, strict=True)]


def _logit(
    parameters: Sequence[NDArray[Any]], x: FloatArray, hidden: Callable[[NDArray[Any]], NDArray[Any]]
) -> NDArray[Any]:
    weights, biases = parameters[: len(parameters) // 2], parameters[len(parameters) // 2 :]
    a: NDArray[Any] = x
    for w, b in zip(weights[:-1], biases[:-1], strict=True):
        a = hidden(a @ w + b)
    logit: NDArray[Any] = a @ weights[-1] + biases[-1]
    return logit


ORACLES: dict[str, Oracle] = {
    "autograd": by_autograd,
    "central differences": by_central_differences,
    "complex step": by_complex_step,
}
TOLERANCES = {"autograd": 1e-13, "central differences": 1e-9, "complex step": 1e-13}
