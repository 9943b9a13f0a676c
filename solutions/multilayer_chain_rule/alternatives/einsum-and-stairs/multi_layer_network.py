import numpy as np
import activations as A


class MultiLayerNetwork:
    """Works on a batch of one, with einsum, and drops the batch axis at the end."""

    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        if activation not in {"sigmoid", "tanh", "relu"}:
            raise ValueError(activation)
        self.layer_sizes, self.activation, self.num_layers = layer_sizes, activation, len(layer_sizes) - 1
        rng = np.random.default_rng() if rng is None else rng
        sizes = np.asarray(layer_sizes)
        stds = np.sqrt(2 / (sizes[:-1] + sizes[1:]))
        self.weights = [rng.normal(0, s, (a, b)) for s, a, b in zip(stds, sizes[:-1], sizes[1:])]
        self.biases = [np.zeros(b) for b in sizes[1:]]

    def count_parameters(self):
        sizes = np.asarray(self.layer_sizes)
        return int(np.sum(sizes[:-1] * sizes[1:]) + np.sum(sizes[1:]))

    def _functions(self):
        f, d = getattr(A, self.activation), getattr(A, self.activation + "_derivative")
        return [f] * (self.num_layers - 1) + [A.sigmoid], [d] * (self.num_layers - 1) + [A.sigmoid_derivative]

    def forward_pass(self, x, store_activations=True):
        a = np.asarray(x, dtype=float)[None, :]
        outs, zs = [a], []
        for w, b, f in zip(self.weights, self.biases, self._functions()[0]):
            zs.append(np.einsum("ni,ij->nj", outs[-1], w) + b[None])
            outs.append(f(zs[-1]))
        first = [o[0] for o in outs]
        return (first[-1], first, [z[0] for z in zs]) if store_activations else first[-1]

    def backward_pass(self, x, y, activations, z_values):
        slopes = [d(np.asarray(z)) for d, z in zip(self._functions()[1], z_values)]
        delta = np.asarray(activations[-1])[None] - np.reshape(y, (1, -1))
        deltas = [delta]
        for w, s in zip(self.weights[:0:-1], slopes[-2::-1]):
            deltas.insert(0, np.einsum("nj,ij,i->ni", deltas[0], w, s))
        gw = [np.einsum("i,nj->ij", a, d) for a, d in zip(activations, deltas)]
        return gw, [d.sum(axis=0) for d in deltas], [np.sqrt(np.einsum("nj,nj->", d, d)) for d in deltas]
