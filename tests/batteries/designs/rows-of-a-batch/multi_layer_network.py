"""A batch of one. Every rule is written for rows of X, as it would be for a hundred samples."""
import numpy as np

ACT = {
    "sigmoid": lambda s: 1.0 / (1.0 + np.exp(-s)),
    "tanh": np.tanh,
    "relu": lambda s: s * (s > 0),
}
GATE = {
    "sigmoid": lambda h: h * (1.0 - h),
    "tanh": lambda h: 1.0 - np.square(h),
    "relu": lambda h: (h > 0).astype(float),
}


class MultiLayerNetwork:
    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        if activation not in ACT:
            raise ValueError("?")
        rng = np.random.default_rng() if rng is None else rng
        sizes = list(layer_sizes)
        self.layer_sizes = sizes
        self.num_layers = len(sizes) - 1
        self.activation = activation
        self.weights = [np.sqrt(2 / (a + b)) * rng.normal(size=(a, b)) for a, b in zip(sizes, sizes[1:])]
        self.biases = [np.zeros(b) for b in sizes[1:]]

    def count_parameters(self):
        return sum((a + 1) * b for a, b in zip(self.layer_sizes, self.layer_sizes[1:]))

    def forward_pass(self, x, store_activations=True):
        h = np.atleast_2d(np.asarray(x, dtype=float))
        cache, logits = [h], []
        for i in range(len(self.weights)):
            s = h @ self.weights[i] + self.biases[i]
            h = ACT[self.activation](s) if i < len(self.weights) - 1 else ACT["sigmoid"](s)
            logits.append(s)
            cache.append(h)
        if not store_activations:
            return h[0]
        return h[0], [c[0] for c in cache], [s[0] for s in logits]

    def backward_pass(self, x, y, activations, z_values):
        cache = [np.atleast_2d(a) for a in activations]
        n = len(cache[0])
        d_W, d_b, blame = [None] * self.num_layers, [None] * self.num_layers, [None] * self.num_layers
        d = cache[-1].copy()              # d = blame flowing backward
        d -= np.atleast_2d(y)
        d /= n * d.shape[1]
        for i in reversed(range(self.num_layers)):
            d_W[i] = cache[i].T @ d
            d_b[i] = d.sum(axis=0)
            blame[i] = float(np.linalg.norm(d))
            if i > 0:
                d = (d @ self.weights[i].T) * GATE[self.activation](cache[i])
        return d_W, d_b, blame
