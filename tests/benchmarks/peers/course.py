"""The work that all graders are given: twenty checks of ten small functions, and submissions whose scores are known."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from msgspec import Struct

WORK = '''"""One neuron, its slopes by hand: ten functions of plain numbers and lists."""
import math


def sigmoid(x):
    return 1.0 / (1.0 + math.exp(-x))


def sigmoid_slope(x):
    return sigmoid(x) * (1.0 - sigmoid(x))


def relu(x):
    return max(x, 0.0)


def relu_slope(x):
    return 1.0 if x > 0 else 0.0


def weighted_sum(weights, inputs):
    return sum(w * x for w, x in zip(weights, inputs))


def neuron(weights, inputs, bias):
    return sigmoid(weighted_sum(weights, inputs) + bias)


def loss(output, target):
    return 0.5 * (output - target) ** 2


def loss_slope(output, target):
    return output - target


def weight_gradient(weights, inputs, bias, target):
    z = weighted_sum(weights, inputs) + bias
    outer = loss_slope(sigmoid(z), target) * sigmoid_slope(z)
    return [outer * x for x in inputs]


def chained(slopes):
    product = 1.0
    for slope in slopes:
        product *= slope
    return product
'''
MISTAKES = (
    ("", ""),
    ("return output - target", "return target - output"),
    ("return 1.0 if x > 0 else 0.0", "return 1.0"),
    ("    return max(x, 0.0)", "    return y"),
)
"""What is changed in the work of one student after another."""
ARGUMENTS = {
    "sigmoid": "x",
    "sigmoid_slope": "x",
    "relu": "x",
    "relu_slope": "x",
    "weighted_sum": "vv",
    "neuron": "vvx",
    "loss": "xx",
    "loss_slope": "xx",
    "weight_gradient": "vvxx",
    "chained": "v",
}
"""The functions, and of each argument whether it is a number or a vector."""


class Check(Struct, frozen=True):
    """One check: call `function` with `arguments`, and something near `expected` must come back."""

    function: str
    arguments: list[float | list[float]]
    expected: float | list[float]


def checks() -> list[Check]:
    """The twenty checks: each function with two draws, one of them with negative numbers."""
    reference: dict[str, object] = {}
    exec(WORK, reference)  # noqa: S102 # our own text above
    rng = np.random.default_rng(20)
    return [_check(reference, name, kinds, rng, sign) for name, kinds in ARGUMENTS.items() for sign in (1.0, -1.0)]


def _check(reference: dict[str, object], name: str, kinds: str, rng: np.random.Generator, sign: float) -> Check:
    arguments: list[float | list[float]] = [
        sign * float(rng.uniform(0.2, 1.5)) if kind == "x" else (sign * rng.uniform(0.2, 1.5, 3)).tolist()
        for kind in kinds
    ]
    function = reference[name]
    assert callable(function)
    return Check(name, arguments, function(*arguments))


def submissions(count: int) -> Iterator[tuple[str, str]]:
    """Names and modules of a class: right work and three mistakes in turn."""
    for number in range(count):
        old, new = MISTAKES[number % len(MISTAKES)]
        yield f"student{number:03}", WORK.replace(old, new, 1) if old else WORK


def write_checks(folder: Path) -> Path:
    """The checks as a file that any grader's tests can read."""
    path = folder / "checks.json"
    path.write_text(json.dumps([[each.function, each.arguments, each.expected] for each in checks()]))
    return path
