"""Hidden tests of Task 1.1: the chain rule for one variable, for several, and for a neuron.

Steps are large on purpose: a one-sided difference, or the exact derivative in place of the numerical one, then differs
from the central difference by far more than the tolerance. Values may be off by what float32 does; one test asks for
double precision.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hidden_tests.helpers import close

from grader.exam import NUMERICAL, Observation, accurate, by_name, check, observe, remembered

pytestmark = pytest.mark.task("1.1")

NAME = "demonstrate_chain_rule_basics"
WIDTHS = (2, 5, 3)
EVERY_VALUE = (
    "test_single_values_and_links",
    "test_single_chain_rule",
    "test_single_numerical",
    "test_multi_values_and_links",
    "test_multi_chain_rule",
    "test_multi_numerical",
    "test_neuron_values",
    "test_neuron_weight_gradient",
    "test_neuron_bias_and_input_gradients",
    "test_neuron_numerical",
)
NUMERICALLY = {"single": "dh_dx_numerical", "multi": "dz_dt_numerical", "neuron": "da_dw_numerical"}
Neuron = tuple[list[float], list[float], float]


def demonstrate(student: Any, *arguments: object, **keywords: object) -> Observation:
    """Calls the student's function."""
    return observe(by_name(student, NAME), *arguments, **keywords)


@remembered
def expect(reference: Any, *arguments: object, **keywords: object) -> Any:
    """What the reference returns."""
    return reference.demonstrate_chain_rule_basics(*arguments, **keywords)


def compare(returned: object, expected: Any, part: str, keys: tuple[str, ...]) -> None:
    """Compares these entries of one part of the result."""
    close(check.entry(returned, part, "the result"), {key: expected[part][key] for key in keys}, f"result[{part!r}]")


def points(rng: np.random.Generator, count: int = 4) -> list[float]:
    """Points on both sides of zero, away from it."""
    signs = np.where(np.arange(count) % 2, -1.0, 1.0)
    return [float(point) for point in signs * rng.uniform(0.4, 2.5, count)]


def neuron(rng: np.random.Generator, width: int) -> Neuron:
    """Inputs, weights and a bias, with |z| between 0.4 and 0.9, where sigmoid'' and sigmoid''' are both far from 0."""
    inputs = rng.choice([-1.0, 1.0], width) * rng.uniform(1.0, 3.0, width)
    weights = rng.choice([-1.0, 1.0], width) * rng.uniform(0.2, 1.5, width)
    z = rng.choice([-1.0, 1.0]) * rng.uniform(0.4, 0.9)
    return inputs.tolist(), weights.tolist(), float(z - inputs @ weights)


def compare_single(student: Any, reference: Any, rng: np.random.Generator, keys: tuple[str, ...]) -> None:
    """Compares entries of 'single' at several x."""
    for x, t in zip(points(rng), points(rng), strict=True):
        for step in (0.1, 0.05):
            expected = expect(reference, x, t, step=step)
            compare(demonstrate(student, x, t, step=step).returned, expected, "single", keys)


def compare_multi(student: Any, reference: Any, rng: np.random.Generator, keys: tuple[str, ...]) -> None:
    """Compares entries of 'multi' at several t, with an x that has nothing to do with it."""
    for x, t in zip(points(rng), points(rng), strict=True):
        for step in (0.1, 0.05):
            expected = expect(reference, x=x, t=t, step=step)
            compare(demonstrate(student, x=x, t=t, step=step).returned, expected, "multi", keys)


def compare_neuron(student: Any, reference: Any, rng: np.random.Generator, keys: tuple[str, ...]) -> None:
    """Compares entries of 'neuron' for neurons of several widths, given as tuples, lists and arrays."""
    forms: tuple[Callable[[list[float]], Any], ...] = (tuple, np.array, list)
    for width, form in zip(WIDTHS, forms, strict=True):
        inputs, weights, bias = neuron(rng, width)
        for step in (0.05, 0.1):
            arguments = {"inputs": form(inputs), "weights": form(weights), "bias": bias, "step": step}
            expected = expect(reference, **arguments)
            compare(demonstrate(student, **arguments).returned, expected, "neuron", keys)


@pytest.mark.points(1)
def test_single_values_and_links(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """One variable: g, h and the two links of the chain, dg/dx and dh/dg."""
    compare_single(student, reference, rng, ("g", "h", "dg_dx", "dh_dg"))


@pytest.mark.points(1.5)
def test_single_chain_rule(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """One variable: dh/dx by the chain rule."""
    compare_single(student, reference, rng, ("dh_dx",))


@pytest.mark.points(1)
def test_single_numerical(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """One variable: dh/dx by a central difference with the given step."""
    compare_single(student, reference, rng, ("dh_dx_numerical",))


@pytest.mark.points(1.5)
def test_multi_values_and_links(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Several variables: x, y, z and the four derivatives that the chain is made of."""
    compare_multi(student, reference, rng, ("x", "y", "z", "dz_dx", "dz_dy", "dx_dt", "dy_dt"))


@pytest.mark.points(1.5)
def test_multi_chain_rule(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Several variables: dz/dt along both paths."""
    compare_multi(student, reference, rng, ("dz_dt",))


@pytest.mark.points(1)
def test_multi_numerical(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Several variables: dz/dt by a central difference with the given step."""
    compare_multi(student, reference, rng, ("dz_dt_numerical",))


@pytest.mark.points(1.5)
def test_neuron_values(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Neuron: z, a and da/dz."""
    compare_neuron(student, reference, rng, ("z", "a", "da_dz"))


@pytest.mark.points(1.5)
def test_neuron_weight_gradient(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Neuron: dz/dw and da/dw."""
    compare_neuron(student, reference, rng, ("dz_dw", "da_dw"))


@pytest.mark.points(1)
def test_neuron_bias_and_input_gradients(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Neuron: da/db and da/dx."""
    compare_neuron(student, reference, rng, ("da_db", "da_dx"))


@pytest.mark.points(1)
def test_neuron_numerical(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Neuron: da/dw by central differences, one weight at a time."""
    compare_neuron(student, reference, rng, ("da_dw_numerical",))


@pytest.mark.points(0.5)
@pytest.mark.needs(*EVERY_VALUE)
@pytest.mark.feedback("inputs")
def test_defaults(student: Any, reference: Any) -> None:
    """The defaults are those of the handout, and each argument can be given alone."""
    for keywords in ({}, {"x": -0.7}, {"t": 1.9}, {"bias": -1.3}, {"step": 0.05}):
        returned, expected = (
            demonstrate(student, **keywords).returned,
            expect(reference, **keywords),
        )
        for part, keys in NUMERICALLY.items():
            found = check.entry(returned, part, "the result")
            exact = {key: value for key, value in expected[part].items() if key != keys or "step" in keywords}
            close(found, exact, f"result[{part!r}]")


@pytest.mark.points(0.5)
@pytest.mark.needs(*EVERY_VALUE)
def test_whole_numbers(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Whole numbers as arguments give the same derivatives as floats."""
    inputs, weights = [3, -1, 2], [1, 2, -1]
    bias = int(rng.integers(1, 3))
    arguments = (-1, 2, inputs, weights, bias, 0.05)
    expected = expect(reference, *arguments)
    for form in (list, np.array):
        returned = demonstrate(student, -1, 2, form(inputs), form(weights), bias, 0.05).returned
        close(returned, expected, "the result")


@pytest.mark.points(0.5)
@pytest.mark.needs(*EVERY_VALUE)
def test_arguments_unchanged(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The inputs and weights that you are given stay as they are."""
    inputs, weights, bias = (np.array(values) for values in neuron(rng, 4))
    x, t = points(rng, 2)
    arguments = (x, t, inputs, weights, float(bias), 0.05)
    seen = demonstrate(student, *arguments)
    close(seen.returned, reference.demonstrate_chain_rule_basics(*arguments), "the result")
    left = check.items(seen.arguments, len(arguments), "the arguments")
    for name, after, before in (("inputs", left[2], inputs), ("weights", left[3], weights)):
        check.equal(check.array(after, before.shape, name).tolist(), before.tolist(), f"{name} after the call")


def demanding(rng: np.random.Generator) -> dict[str, Any]:
    """Arguments at which digits are lost: a large angle, a cosine near 0 and a neuron that is almost sure."""
    inputs, weights, _ = neuron(rng, 3)
    bias = float(rng.choice([-1.0, 1.0]) * rng.uniform(13.2, 14.5) - np.dot(inputs, weights))
    x, t = float(rng.uniform(25.0, 35.0)), float(np.pi / 2 - rng.uniform(1e-3, 3e-3))
    return {"x": x, "t": t, "inputs": inputs, "weights": weights, "bias": bias}


@pytest.mark.points(1)
def test_accuracy(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Derivatives are right to six digits, also where digits are lost, and numerical ones with the usual step too."""
    usual = dict(zip(("x", "t"), points(rng, 2), strict=True))
    for arguments in (demanding(rng), demanding(rng), usual):
        returned, expected = (
            demonstrate(student, **arguments).returned,
            expect(reference, **arguments),
        )
        for part, numerically in NUMERICALLY.items():
            found = check.entry(returned, part, "the result")
            exact = {key: value for key, value in expected[part].items() if key != numerically}
            accurate(found, exact, f"result[{part!r}]")
            if arguments is usual:
                accurate(found, {numerically: expected[part][numerically]}, f"result[{part!r}]", tolerance=NUMERICAL)
