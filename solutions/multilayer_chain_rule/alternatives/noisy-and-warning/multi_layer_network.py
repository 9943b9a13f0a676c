import numpy as np

from gradient_magnitudes import DERIVS, FUNCS, logging, sigmoid

DEBUG = True


def debug(*things):
    if DEBUG:
        print("[debug]", *things)


class MultiLayerNetwork:
    made = 0

    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        MultiLayerNetwork.made += 1
        debug("network number", MultiLayerNetwork.made, layer_sizes, activation)
        if activation not in FUNCS:
            logging.error("unknown activation %s", activation)
            raise ValueError("activation: " + repr(activation))
        self.layer_sizes = layer_sizes
        self.num_layers = len(layer_sizes) - 1
        self.activation = activation
        if rng is None:
            rng = np.random.default_rng()
        self.weights = []
        self.biases = []
        for k in range(self.num_layers):
            fan = layer_sizes[k] + layer_sizes[k + 1]
            self.weights.append(rng.normal(0, np.sqrt(2 / fan), size=(layer_sizes[k], layer_sizes[k + 1])))
            self.biases.append(np.zeros(layer_sizes[k + 1]))
            debug("W", self.weights[-1].shape)

    def __repr__(self):
        return f"<net {self.layer_sizes}>"

    def count_parameters(self):
        n = 0
        for W, b in zip(self.weights, self.biases):
            n += W.shape[0] * W.shape[1]
            n += b.shape[0]
        debug(n, "parameters")
        return n

    def forward_pass(self, x, store_activations=True):
        a = np.array(x, dtype=float)
        self.cache = {"a0": a}
        acts, zs = [a], []
        for k in range(self.num_layers):
            z = a @ self.weights[k] + self.biases[k]
            a = sigmoid(z) if k == self.num_layers - 1 else FUNCS[self.activation](z)
            self.cache[f"a{k + 1}"] = a
            debug("layer", k + 1, "z", z, "a", a)
            acts.append(a)
            zs.append(z)
        with open("activations.csv", "a") as f:
            f.write(",".join(map(str, a)) + "\n")
        if store_activations:
            return a, acts, zs
        return a

    def backward_pass(self, x, y, activations, z_values):
        L = self.num_layers
        y = np.asarray(y).astype(float).ravel()
        deltas = {L: activations[L] - y}
        for k in range(L - 1, 0, -1):
            deltas[k] = (self.weights[k] @ deltas[k + 1]) * DERIVS[self.activation](z_values[k - 1])
            debug("delta", k, deltas[k])
        gw = [np.outer(activations[k - 1], deltas[k]) for k in range(1, L + 1)]
        gb = [deltas[k].copy() for k in range(1, L + 1)]
        norms = [np.sqrt(np.sum(np.square(deltas[k]))) for k in range(1, L + 1)]
        debug("norms", norms)
        return gw, gb, norms
