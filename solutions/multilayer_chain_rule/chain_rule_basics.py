"""Reference for Task 1.1: the chain rule for one variable, several, and a neuron. Trusted side; never handed out."""

from collections.abc import Callable
from typing import TypedDict

import numpy as np
from activations import FloatArray, sigmoid, sigmoid_derivative
from numpy.typing import ArrayLike


class Single(TypedDict):
    """h(x) = sin(g(x)) with g(x) = x^2 + 1, and its derivatives."""

    g: float
    h: float
    dg_dx: float
    dh_dg: float
    dh_dx: float
    dh_dx_numerical: float


class Multi(TypedDict):
    """z = x^2 y with x = cos t and y = sin t, and its derivatives."""

    x: float
    y: float
    z: float
    dz_dx: float
    dz_dy: float
    dx_dt: float
    dy_dt: float
    dz_dt: float
    dz_dt_numerical: float


class Neuron(TypedDict):
    """a = sigmoid(z) with z = w . x + b, and its derivatives; the arrays have the shape of the weights."""

    z: float
    a: float
    da_dz: float
    dz_dw: FloatArray
    da_dw: FloatArray
    da_db: float
    da_dx: FloatArray
    da_dw_numerical: FloatArray


class Demonstration(TypedDict):
    """The three parts of the demonstration."""

    single: Single
    multi: Multi
    neuron: Neuron


def demonstrate_chain_rule_basics(
    x: float = 2.0,
    t: float = 0.5,
    inputs: ArrayLike = (2.0, 1.0, 1.0),
    weights: ArrayLike = (0.3, 0.5, 0.4),
    bias: float = 0.1,
    step: float = 1e-6,
) -> Demonstration:
    """Applies the chain rule to three functions and checks each result by central differences.

    Args:
        x: Where to differentiate h(x) = sin(x^2 + 1).
        t: Where to differentiate z(t) = (cos t)^2 sin t.
        inputs: The neuron's inputs, shape `(n,)`.
        weights: The neuron's weights, shape `(n,)`.
        bias: The neuron's bias.
        step: Step of the central differences.
    """
    return {
        "single": _single(x, step),
        "multi": _multi(t, step),
        "neuron": _neuron(np.asarray(inputs, dtype=np.float64), np.asarray(weights, dtype=np.float64), bias, step),
    }


def _single(x: float, step: float) -> Single:
    g = x**2 + 1
    dg_dx = 2 * x
    dh_dg = float(np.cos(g))
    return {
        "g": g,
        "h": float(np.sin(g)),
        "dg_dx": dg_dx,
        "dh_dg": dh_dg,
        "dh_dx": dh_dg * dg_dx,
        "dh_dx_numerical": _central_difference(lambda x: float(np.sin(x**2 + 1)), x, step),
    }


def _multi(t: float, step: float) -> Multi:
    x, y = float(np.cos(t)), float(np.sin(t))
    dz_dx, dz_dy = 2 * x * y, x**2
    dx_dt, dy_dt = -y, x
    return {
        "x": x,
        "y": y,
        "z": x**2 * y,
        "dz_dx": dz_dx,
        "dz_dy": dz_dy,
        "dx_dt": dx_dt,
        "dy_dt": dy_dt,
        "dz_dt": dz_dx * dx_dt + dz_dy * dy_dt,  # t reaches z by two paths; their contributions add
        "dz_dt_numerical": _central_difference(lambda t: float(np.cos(t) ** 2 * np.sin(t)), t, step),
    }


def _neuron(inputs: FloatArray, weights: FloatArray, bias: float, step: float) -> Neuron:
    z = float(weights @ inputs + bias)
    da_dz = float(sigmoid_derivative(z))

    def activation_along(weight: int) -> Callable[[float], float]:
        """The activation as a function of how far one weight is moved."""
        direction = np.eye(weights.size)[weight]
        return lambda distance: float(sigmoid((weights + distance * direction) @ inputs + bias))

    return {
        "z": z,
        "a": float(sigmoid(z)),
        "da_dz": da_dz,
        "dz_dw": inputs.copy(),
        "da_dw": da_dz * inputs,
        "da_db": da_dz,  # dz/db = 1
        "da_dx": da_dz * weights,
        "da_dw_numerical": np.array(
            [_central_difference(activation_along(weight), 0.0, step) for weight in range(weights.size)]
        ),
    }


def _central_difference(function: Callable[[float], float], at: float, step: float) -> float:
    return (function(at + step) - function(at - step)) / (2 * step)
