import numpy as np

from pullbacks import OPS, affine, sigmoid


class MultiLayerNetwork:
    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        self._op = OPS.get(activation)
        if self._op is None:
            raise ValueError("activation must be sigmoid, tanh or relu")
        self.activation, self.layer_sizes, self.num_layers = activation, list(layer_sizes), len(layer_sizes) - 1
        rng = np.random.default_rng(rng)  # a Generator passes through unchanged
        self.weights = [rng.normal(size=s, scale=np.sqrt(2 / np.sum(s))) for s in zip(layer_sizes, layer_sizes[1:])]
        self.biases = [np.zeros_like(w[0]) for w in self.weights]

    def count_parameters(self):
        return int(sum(np.prod(w.shape) + w.shape[1] for w in self.weights))

    def forward_pass(self, x, store_activations=True):
        trail, zs = [np.asarray(x, dtype=float)], []
        for n, (w, b) in enumerate(zip(self.weights, self.biases), 1):
            zs.append(affine(trail[-1], w, b)[0])
            trail.append((sigmoid if n == self.num_layers else self._op)(zs[-1])[0])
        return (trail[-1], trail, zs) if store_activations else trail[-1]

    def backward_pass(self, x, y, activations, z_values):
        inputs = [np.asarray(x, dtype=float), *activations[1:-1]]
        back_affine = [affine(a, w, b)[1] for a, w, b in zip(inputs, self.weights, self.biases)]
        back_hidden = [self._op(z)[1] for z in z_values[:-1]]
        dz = activations[-1] - np.asarray(y, dtype=float).reshape(-1)
        gw, gb = [], []
        while back_affine:
            da, dw, db = back_affine.pop()(dz)
            gw.append(dw)
            gb.append(db)
            dz = back_hidden.pop()(da) if back_hidden else None
        gw.reverse()
        gb.reverse()
        return gw, gb, [np.linalg.norm(d, ord=2) for d in gb]
