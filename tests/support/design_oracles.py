"""Decides from the definitions whether a module is right: forward values by their formulas, gradients by central
differences, for many networks. It knows neither the reference nor the hidden tests, and runs only our own code.
"""

import contextlib
import io
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, product
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Parameters = list[FloatArray]

SHAPES = ((3, 1), (3, 5, 1), (4, 2, 5, 3, 1))
LABELS = (0, 1, 1.0, np.array([0.0]))
SEEDS = range(len(LABELS))
STEP = 1e-5
WIDE_STEP = 0.05
HIDDEN: dict[str, Callable[[FloatArray], FloatArray]] = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.where(z > 0, z, 0.0),
}


def faults(task: str, modules: SimpleNamespace) -> set[str]:
    """What is wrong with the module of a task, in a few words each."""
    return set(_ORACLES[task](modules))


def _agree(found: Any, expected: Sequence[FloatArray], absolute: float = 1e-8) -> bool:
    """Whether arrays agree one by one, in number, shape and value."""
    return len(found) == len(expected) and all(
        np.shape(mine) == theirs.shape and np.allclose(mine, theirs, rtol=1e-6, atol=absolute)
        for mine, theirs in zip(found, expected, strict=True)
    )


def _same(after: Sequence[Any], before: Sequence[FloatArray]) -> bool:
    return all(np.array_equal(mine, kept) for mine, kept in zip(after, before, strict=True))


def _copies(arrays: Sequence[FloatArray]) -> Parameters:
    return [np.array(array) for array in arrays]


def _forward(weights: Parameters, biases: Parameters, x: FloatArray, activation: str) -> tuple[Parameters, Parameters]:
    """All activations, the input first, and all pre-activations."""
    activations, sums = [x], []
    for layer, (weight, bias) in enumerate(zip(weights, biases, strict=True), start=1):
        sums.append(activations[-1] @ weight + bias)
        activations.append(HIDDEN[activation if layer < len(weights) else "sigmoid"](sums[-1]))
    return activations, sums


def _slopes(weights: Parameters, biases: Parameters, x: FloatArray, y: Any, activation: str, step: float) -> Parameters:
    """Central differences of the binary cross-entropy by every weight, then by every bias."""
    parameters = _copies([*weights, *biases])
    count = len(weights)

    def loss() -> float:
        z = _forward(parameters[:count], parameters[count:], x, activation)[1][-1]
        return float(np.mean(np.logaddexp(0.0, z) - y * z))

    found = _copies(parameters)
    for parameter, slope in zip(parameters, found, strict=True):
        for index in np.ndindex(parameter.shape):
            kept = parameter[index]
            parameter[index] = kept + step
            above = loss()
            parameter[index] = kept - step
            slope[index] = (above - loss()) / (2 * step)
            parameter[index] = kept
    return found


def _drawn(network: Any, rng: np.random.Generator) -> tuple[Parameters, Parameters, FloatArray]:
    """Weights, biases and a sample; the network gets copies of the first two."""
    sizes = list(network.layer_sizes)
    weights = [rng.normal(scale=1.2, size=shape) for shape in pairwise(sizes)]
    biases = [rng.normal(scale=0.7, size=size) for size in sizes[1:]]
    network.weights, network.biases = _copies(weights), _copies(biases)
    return weights, biases, rng.normal(size=sizes[0]) + np.linspace(-1.0, 2.0, sizes[0])


def _multi_layer_network(modules: SimpleNamespace) -> Iterator[str]:
    made = modules.multi_layer_network.MultiLayerNetwork
    yield from _newborn(made)
    for (seed, y), sizes, activation in product(enumerate(LABELS), SHAPES, HIDDEN):
        network = made(list(sizes), activation)
        weights, biases, x = _drawn(network, np.random.default_rng([seed, *sizes]))
        activations, sums = _forward(weights, biases, x, activation)
        output, found_activations, found_sums = network.forward_pass(x)
        forward = [output, *found_activations, *found_sums, network.forward_pass(x, store_activations=False)]
        if not _agree(forward, [activations[-1], *activations, *sums, activations[-1]]):
            yield f"forward, {activation}"
        given = (x.copy(), _copies(activations), _copies(sums))
        found_w, found_b, sizes_of_deltas = network.backward_pass(given[0], y, given[1], given[2])
        slopes = _slopes(weights, biases, x, y, activation, STEP)
        if not _agree([*found_w, *found_b], slopes):
            yield f"gradients, {activation}"
        norms = [np.asarray(np.sqrt(np.sum(slope**2))) for slope in slopes[len(weights) :]]
        if not _agree(sizes_of_deltas, norms):
            yield f"magnitudes, {activation}"
        if not _same(
            [given[0], *given[1], *given[2], *network.weights, *network.biases],
            [x, *activations, *sums, *weights, *biases],
        ):
            yield f"changes what it was lent, {activation}"


def _newborn(made: Callable[..., Any]) -> Iterator[str]:
    one, again, other = (made([150, 90, 2], "tanh", np.random.default_rng(seed)) for seed in (1, 1, 2))
    if one.num_layers != 2 or list(one.layer_sizes) != [150, 90, 2] or one.activation != "tanh":
        yield "attributes"
    if one.count_parameters() != 150 * 90 + 90 + 90 * 2 + 2:
        yield "count"
    if not _agree(one.biases, [np.zeros(90), np.zeros(2)]) or np.shape(one.weights[0]) != (150, 90):
        yield "shapes"
    if abs(np.std(one.weights[0]) / np.sqrt(2 / 240) - 1.0) > 0.05 or abs(np.mean(one.weights[0])) > 0.01:
        yield "spread"
    if not _same(one.weights, again.weights) or np.any(one.weights[0] == other.weights[0]):
        yield "generator"
    try:
        made([2, 1], "softsign")
    except ValueError:
        return
    yield "unknown activation"


def _detailed_backprop(modules: SimpleNamespace) -> Iterator[str]:
    made = modules.detailed_backprop.DetailedBackpropNetwork
    for (seed, y), sizes in product(enumerate(LABELS), SHAPES):
        before = str(np.random.get_state())  # noqa: NPY002 - the generator that has to be left alone
        network = made(list(sizes))
        if str(np.random.get_state()) != before:  # noqa: NPY002
            yield "global generator"
        draws = np.random.RandomState(42)
        if not _agree(network.weights, [0.5 * draws.standard_normal(shape) for shape in pairwise(sizes)]):
            yield "first weights"
        weights, biases, x = _drawn(network, np.random.default_rng([seed, *sizes]))
        with contextlib.redirect_stdout(io.StringIO()) as quiet:
            yield from _passes(network, weights, biases, x, y)
        if quiet.getvalue():
            yield "prints when quiet"
        yield from _voices(network, x, y)


def _passes(network: Any, weights: Parameters, biases: Parameters, x: FloatArray, y: Any) -> Iterator[str]:
    activations, sums = _forward(weights, biases, x, "sigmoid")
    output, found_activations, found_sums = network.detailed_forward_pass(x, verbose=False)
    if not _agree([output, *found_activations, *found_sums], [activations[-1], *activations, *sums]):
        yield "forward"
    given = (x.copy(), _copies(activations), _copies(sums))
    found_w, found_b, loss = network.detailed_backward_pass(given[0], y, given[1], given[2], verbose=False)
    if not _agree([*found_w, *found_b], _slopes(weights, biases, x, y, "sigmoid", STEP)):
        yield "gradients"
    if not np.isclose(loss, np.mean(np.logaddexp(0.0, sums[-1]) - y * sums[-1]), rtol=1e-6):
        yield "loss"
    lent = [x, *activations, *sums, *weights, *biases]
    if not _same([given[0], *given[1], *given[2], *network.weights, *network.biases], lent):
        yield "changes what it was lent"
    network.weights, network.biases = _copies(weights), _copies(biases)
    for options, step in (((WIDE_STEP,), WIDE_STEP), ((), STEP)):
        found = network.numerical_gradients(x, y, *options)
        if not _agree([*found[0], *found[1]], _slopes(weights, biases, x, y, "sigmoid", step), absolute=1e-9):
            yield "numerical gradients"
    if not _same([*network.weights, *network.biases], [*weights, *biases]):
        yield "leaves parameters moved"


def _voices(network: Any, x: FloatArray, y: Any) -> Iterator[str]:
    with contextlib.redirect_stdout(io.StringIO()) as forward:
        _, activations, sums = network.detailed_forward_pass(x)
    with contextlib.redirect_stdout(io.StringIO()) as backward:
        network.detailed_backward_pass(x, y, activations, sums)
    for text in (forward.getvalue(), backward.getvalue()):
        if not all(f"layer {number}" in text.casefold() for number in range(1, len(sums) + 1)):
            yield "names no layer"


class _Told:
    """A network of one layer or more whose two kinds of gradients are given."""

    def __init__(self, analytic: Sequence[Parameters], numerical: Sequence[Parameters]) -> None:
        self.analytic, self.numerical = analytic, numerical

    def detailed_forward_pass(self, x: FloatArray, verbose: bool = True) -> tuple[object, ...]:  # noqa: ARG002, FBT001, FBT002 - the signature of Task 4.1
        return x, [x], [x]

    def detailed_backward_pass(self, *_: object, verbose: bool = True) -> tuple[object, ...]:  # noqa: ARG002 - the same
        return (*map(_copies, self.analytic), 0.3)

    def numerical_gradients(self, x: object, y: object, h: float = STEP) -> tuple[object, ...]:  # noqa: ARG002
        return tuple(map(_copies, self.numerical))


def _backprop_verification(modules: SimpleNamespace) -> Iterator[str]:
    verify = modules.backprop_verification.verify_backpropagation
    for seed, size in product(SEEDS, (1e-8, 1e-6, 1e-5, 1e-2, float("nan"))):
        rng = np.random.default_rng(seed)
        analytic = tuple([rng.normal(size=shape) for shape in shapes] for shapes in (((3, 4), (4, 2)), ((4,), (2,))))
        numerical = tuple(_copies(arrays) for arrays in analytic)
        numerical[seed % 2][1].flat[-1] += size
        numerical[0][0].flat[5] -= size / 2
        with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
            found = verify(_Told(analytic, numerical), np.ones(3), 1)
        yield from _reports(found, analytic, numerical)


def _reports(found: Any, analytic: Sequence[Parameters], numerical: Sequence[Parameters]) -> Iterator[str]:
    for layer in range(2):
        differences = [
            float(np.max(np.abs(mine[layer] - theirs[layer]))) for mine, theirs in zip(analytic, numerical, strict=True)
        ]
        report = found[layer]
        told = [report["max_weight_difference"], report["max_bias_difference"]]
        if report["layer"] != layer + 1 or not np.allclose(told, differences, rtol=1e-6, atol=0.0, equal_nan=True):
            yield "differences"
        larger = float(np.max(differences))
        if report["verdict"] != ("perfect" if larger < 1e-6 else "good" if larger < 1e-4 else "mismatch"):
            yield "verdict"


def _chain_rule_basics(modules: SimpleNamespace) -> Iterator[str]:
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        x, t, bias = rng.uniform(0.3, 2.0, 3)
        inputs, weights = rng.normal(size=4), rng.normal(size=4)
        found = modules.chain_rule_basics.demonstrate_chain_rule_basics(x, t, inputs, weights, bias)
        for part, expected in _basics(float(x), float(t), inputs, weights, float(bias)).items():
            if set(found[part]) != set(expected):
                yield f"keys of {part}"
            for key, value in expected.items():
                if np.shape(found[part][key]) != np.shape(value) or not np.allclose(
                    found[part][key], value, rtol=1e-6, atol=1e-7
                ):
                    yield f"{part}, {key}"


def _basics(x: float, t: float, inputs: FloatArray, weights: FloatArray, bias: float) -> dict[str, dict[str, Any]]:
    def slope(function: Callable[[Any], Any], at: Any) -> Any:
        return (function(at + STEP) - function(at - STEP)) / (2 * STEP)

    def neuron(at: FloatArray, with_bias: float = bias) -> float:
        return float(HIDDEN["sigmoid"](np.asarray(at @ inputs + with_bias)))

    c, s, z, units = np.cos(t), np.sin(t), float(weights @ inputs + bias), STEP * np.eye(weights.size)
    by_weight = np.array([(neuron(weights + unit) - neuron(weights - unit)) / (2 * STEP) for unit in units])
    da_dz = slope(HIDDEN["sigmoid"], np.asarray(z))
    along_x, along_t = slope(lambda v: np.sin(v**2 + 1), x), slope(lambda v: np.cos(v) ** 2 * np.sin(v), t)
    return {
        "single": {
            "g": x**2 + 1, "h": np.sin(x**2 + 1), "dg_dx": slope(lambda v: v**2 + 1, x),
            "dh_dg": slope(np.sin, x**2 + 1), "dh_dx": along_x, "dh_dx_numerical": along_x,
        },
        "multi": {
            "x": c, "y": s, "z": c**2 * s, "dz_dx": slope(lambda v: v**2 * s, c), "dz_dy": slope(lambda v: c**2 * v, s),
            "dx_dt": slope(np.cos, t), "dy_dt": slope(np.sin, t), "dz_dt": along_t, "dz_dt_numerical": along_t,
        },
        "neuron": {
            "z": z, "a": neuron(weights), "da_dz": da_dz, "dz_dw": inputs, "da_dw": by_weight,
            "da_db": slope(lambda v: neuron(weights, v), bias), "da_dx": da_dz * weights,
            "da_dw_numerical": by_weight,
        },
    }  # fmt: skip


_ORACLES: dict[str, Callable[[SimpleNamespace], Iterator[str]]] = {
    "1.1": _chain_rule_basics,
    "2.1": _multi_layer_network,
    "4.1": _detailed_backprop,
    "4.2": _backprop_verification,
}
