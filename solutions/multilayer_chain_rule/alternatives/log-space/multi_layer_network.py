import numpy as np

from chain_rule_basics import sigmoid
from gradient_magnitudes import LOG_SLOPES, VALUES


class MultiLayerNetwork:
    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        if activation not in LOG_SLOPES:
            raise ValueError(f"no activation named {activation!r}")
        generator = np.random.default_rng() if rng is None else rng
        self.layer_sizes, self.activation, self.num_layers = list(layer_sizes), activation, len(layer_sizes) - 1
        scale = [np.exp(0.5 * (np.log(2) - np.log(a + b))) for a, b in zip(layer_sizes, layer_sizes[1:])]
        self.weights = [generator.normal(0, s, (a, b)) for s, a, b in zip(scale, layer_sizes, layer_sizes[1:])]
        self.biases = [np.zeros(b) for b in layer_sizes[1:]]

    def count_parameters(self):
        return int(sum(np.exp(np.log(n_in + 1) + np.log(n_out)).round() for n_in, n_out in zip(self.layer_sizes, self.layer_sizes[1:])))

    def forward_pass(self, x, store_activations=True):
        a, z = [np.asarray(x, dtype=float)], []
        for k, (w, b) in enumerate(zip(self.weights, self.biases)):
            z.append((a[k][:, None] * w).sum(axis=0) + b)
            a.append(sigmoid(z[k]) if k == self.num_layers - 1 else VALUES[self.activation](z[k]))
        return (a[-1], a, z) if store_activations else a[-1]

    def backward_pass(self, x, y, activations, z_values):
        y = np.ravel(np.asarray(y, dtype=float))
        # a - y without cancellation: (1 - y) s(z) - y s(-z)
        z = np.asarray(z_values[-1])
        deltas = [(1 - y) * sigmoid(z) - y * sigmoid(-z)]
        for w, z in zip(self.weights[:0:-1], z_values[-2::-1]):
            upstream = (w * deltas[-1][None, :]).sum(axis=1)
            deltas.append(np.sign(upstream) * np.exp(np.log(np.abs(upstream) + 5e-324) + LOG_SLOPES[self.activation](np.asarray(z))))
        deltas.reverse()
        gw = [np.asarray(a)[:, None] * d[None, :] for a, d in zip(activations, deltas)]
        return gw, deltas, [float(np.sqrt((d * d).sum())) for d in deltas]
