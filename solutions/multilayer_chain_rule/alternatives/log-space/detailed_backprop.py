import numpy as np

from chain_rule_basics import log_sigmoid, sigmoid, sigmoid_prime


class DetailedBackpropNetwork:
    def __init__(self, layer_sizes):
        rs = np.random.RandomState(42)
        self.layer_sizes = list(layer_sizes)
        self.weights = [0.5 * rs.randn(a, b) for a, b in zip(layer_sizes, layer_sizes[1:])]
        self.biases = [np.zeros(b) for b in layer_sizes[1:]]

    def detailed_forward_pass(self, x, verbose=True):
        a, z = [np.asarray(x, dtype=float)], []
        for k, (w, b) in enumerate(zip(self.weights, self.biases)):
            z.append(b + np.sum(w * a[k][:, np.newaxis], axis=0))
            a.append(sigmoid(z[k]))
            if verbose:
                print("Layer", k + 1, "| z", z[k], "| log a", log_sigmoid(z[k]), "| a", a[k + 1])
        return a[-1], a, z

    def detailed_backward_pass(self, x, y, activations, z_values, verbose=True):
        y = np.ravel(np.asarray(y, dtype=float))
        z = np.asarray(z_values[-1], dtype=float)
        loss = float(np.mean(-y * log_sigmoid(z) - (1 - y) * log_sigmoid(-z)))
        delta = (1 - y) * sigmoid(z) - y * sigmoid(-z)
        gw, gb = [], []
        for k in reversed(range(len(self.weights))):
            gw.insert(0, np.asarray(activations[k])[:, np.newaxis] * delta)
            gb.insert(0, delta)
            if verbose:
                print("Layer", k + 1, "| delta", delta, "| dW", gw[0].tolist())
            if k:
                delta = np.sum(self.weights[k] * delta, axis=1) * sigmoid_prime(np.asarray(z_values[k - 1]))
        return gw, gb, loss

    def numerical_gradients(self, x, y, h=1e-5):
        y = np.ravel(np.asarray(y, dtype=float))

        def loss(ws, bs):
            a = np.asarray(x, dtype=float)
            for w, b in zip(ws, bs):
                z = b + a @ w
                a = sigmoid(z)
            return np.mean(-y * log_sigmoid(z) - (1 - y) * log_sigmoid(-z))

        gw, gb = [], []
        for k in range(len(self.weights)):
            for which, store in (("w", gw), ("b", gb)):
                p = (self.weights if which == "w" else self.biases)[k]
                g = np.zeros(p.shape)
                for index in np.ndindex(p.shape):
                    both = []
                    for sign in (+1, -1):
                        q = p.copy()
                        q[index] += sign * h
                        ws, bs = list(self.weights), list(self.biases)
                        (ws if which == "w" else bs)[k] = q
                        both.append(loss(ws, bs))
                    g[index] = (both[0] - both[1]) / (2 * h)
                store.append(g)
        return gw, gb
