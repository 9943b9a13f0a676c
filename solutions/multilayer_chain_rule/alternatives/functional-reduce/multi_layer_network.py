from functools import reduce
from itertools import pairwise, starmap
from math import hypot

import numpy as np
from activations import sigmoid
from gradient_magnitudes import PAIRS


def step_forward(trail, layer):
    """One layer further: (activations, zs) -> the same, one longer."""
    (activations, zs), (w, b, f) = trail, layer
    z = activations[-1] @ w + b
    return (*activations, f(z)), (*zs, z)


def step_back(deltas, layer):
    """One layer back: put dL/dz of the layer before in front."""
    w, slope = layer
    return ((w @ deltas[0]) * slope, *deltas)


class MultiLayerNetwork:
    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        if PAIRS.get(activation) is None:
            raise ValueError(f"activation {activation!r}")
        rng = rng or np.random.default_rng()
        self.layer_sizes, self.activation = layer_sizes, activation
        self.weights = list(starmap(lambda a, b: rng.normal(size=(a, b)) * (2 / (a + b)) ** 0.5, pairwise(layer_sizes)))
        self.biases = list(map(np.zeros, layer_sizes[1:]))

    num_layers = property(lambda self: len(self.layer_sizes) - 1)

    def count_parameters(self):
        return reduce(lambda n, p: n + p.size, [*self.weights, *self.biases], 0)

    def forward_pass(self, x, store_activations=True):
        functions = [PAIRS[self.activation][0]] * (self.num_layers - 1) + [sigmoid]
        start = ((np.asarray(x, dtype=float),), ())
        activations, zs = reduce(step_forward, zip(self.weights, self.biases, functions), start)
        return (activations[-1], activations, zs) if store_activations else activations[-1]

    def backward_pass(self, x, y, activations, z_values):
        slopes = map(PAIRS[self.activation][1], reversed(z_values[:-1]))
        deltas = reduce(step_back, zip(reversed(self.weights), slopes), (activations[-1] - np.ravel(y),))
        return list(map(np.outer, activations, deltas)), list(deltas), [hypot(*d) for d in deltas]
