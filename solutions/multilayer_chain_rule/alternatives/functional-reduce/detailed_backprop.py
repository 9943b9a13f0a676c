from functools import reduce
from itertools import pairwise

import numpy as np
from activations import bce_loss, sigmoid, sigmoid_derivative
from multi_layer_network import step_back, step_forward

tell = lambda verbose: (lambda *words: print(*words)) if verbose else (lambda *words: None)


class DetailedBackpropNetwork:
    def __init__(self, layer_sizes):
        draw = np.random.RandomState(42).standard_normal
        self.layer_sizes = list(layer_sizes)
        self.weights = [0.5 * draw(shape) for shape in pairwise(layer_sizes)]
        self.biases = list(map(np.zeros, layer_sizes[1:]))

    def detailed_forward_pass(self, x, verbose=True):
        activations, zs = reduce(
            step_forward,
            ((w, b, sigmoid) for w, b in zip(self.weights, self.biases)),
            ((np.asarray(x, dtype=float),), ()),
        )
        [tell(verbose)(f"Layer {n}: {z} -> {a}") for n, (z, a) in enumerate(zip(zs, activations[1:]), 1)]
        return activations[-1], list(activations), list(zs)

    def detailed_backward_pass(self, x, y, activations, z_values, verbose=True):
        y = np.ravel(y)
        back = zip(reversed(self.weights), map(sigmoid_derivative, reversed(z_values[:-1])))
        deltas = reduce(step_back, back, (activations[-1] - y,))
        grads = list(map(np.outer, activations, deltas))
        [tell(verbose)(f"Layer {n}: {d}\n{g}") for n, (d, g) in reversed(list(enumerate(zip(deltas, grads), 1)))]
        return grads, list(deltas), bce_loss(activations[-1], y)

    def numerical_gradients(self, x, y, h=1e-5):
        parameters = [*self.weights, *self.biases]

        def loss(changed):
            half = len(changed) // 2
            layers = ((w, b, sigmoid) for w, b in zip(changed[:half], changed[half:]))
            return bce_loss(reduce(step_forward, layers, ((np.asarray(x, dtype=float),), ()))[0][-1], np.ravel(y))

        def moved(k, index, distance):
            shift = np.zeros_like(parameters[k])
            shift[index] = distance
            return [p + shift if i == k else p for i, p in enumerate(parameters)]

        slope = lambda k, index: (loss(moved(k, index, h)) - loss(moved(k, index, -h))) / (2 * h)
        grads = [
            np.array([slope(k, index) for index in np.ndindex(p.shape)]).reshape(p.shape) for k, p in enumerate(parameters)
        ]
        return grads[: len(self.weights)], grads[len(self.weights) :]
