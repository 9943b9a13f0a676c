import math

import numpy as np

from dual import FUNCTIONS, chain, lift, logistic, sigmoid, softplus


class MultiLayerNetwork:
    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        if activation not in FUNCTIONS:
            raise ValueError("choose from " + ", ".join(FUNCTIONS))
        rng = np.random.default_rng() if rng is None else rng
        self.layer_sizes, self.activation, self.num_layers = list(layer_sizes), activation, len(layer_sizes) - 1
        self.weights = [rng.normal(0, math.sqrt(2 / (n + m)), (n, m)) for n, m in zip(layer_sizes, layer_sizes[1:])]
        self.biases = [np.zeros(m) for m in layer_sizes[1:]]

    def count_parameters(self):
        return int(sum(map(np.size, self.weights)) + sum(map(np.size, self.biases)))

    def _functions(self):
        return [FUNCTIONS[self.activation]] * (self.num_layers - 1) + [sigmoid]

    def forward_pass(self, x, store_activations=True):
        activations, zs = chain(lift(list(x)), lift(self.weights), lift(self.biases), self._functions())
        values = [np.array([u.v for u in a]) for a in activations]
        if not store_activations:
            return values[-1]
        return values[-1], values, [np.array([u.v for u in z]) for z in zs]

    def _loss(self, x, y, weights, biases):
        _, zs = chain(x, weights, biases, self._functions())
        return sum((softplus(z) - z * y for z in zs[-1]), start=softplus(zs[-1][0]) * 0.0) * (1 / len(zs[-1]))

    def backward_pass(self, x, y, activations, z_values):
        y = float(np.asarray(y).reshape(-1)[0])
        x, w, b = lift(list(x)), lift(self.weights), lift(self.biases)
        gw = [np.zeros(p.shape) for p in self.weights]
        gb = [np.zeros(p.shape) for p in self.biases]
        for l in range(self.num_layers):
            for j in range(len(b[l])):
                b[l][j].d = 1.0
                gb[l][j] = self._loss(x, y, w, b).d
                b[l][j].d = 0.0
                for i in range(len(w[l])):
                    w[l][i][j].d = 1.0
                    gw[l][i, j] = self._loss(x, y, w, b).d
                    w[l][i][j].d = 0.0
        # z = a W + b, so dL/dz is dL/db
        return gw, gb, [math.hypot(*g) for g in gb]
