import numpy as np

from pullbacks import affine, sigmoid


class DetailedBackpropNetwork:
    def __init__(self, layer_sizes):
        rs = np.random.RandomState(42)
        self.layer_sizes = [*layer_sizes]
        self.weights = [rs.normal(size=s) * 0.5 for s in zip(layer_sizes, layer_sizes[1:])]
        self.biases = [np.zeros(m) for m in layer_sizes[1:]]

    def detailed_forward_pass(self, x, verbose=True):
        trail, zs = [np.asarray(x, dtype=float)], []
        for n, (w, b) in enumerate(zip(self.weights, self.biases), 1):
            z, _ = affine(trail[-1], w, b)
            a, _ = sigmoid(z)
            zs.append(z)
            trail.append(a)
            if verbose:
                print("Layer", n, "pre-activation", z, "activation", a)
        return trail[-1], trail, zs

    @staticmethod
    def _cross_entropy(p, y):
        p = np.clip(p, 1e-15, 1 - 1e-15)
        return float(-np.mean(np.where(np.asarray(y) == 1, np.log(p), np.log1p(-p))))

    def detailed_backward_pass(self, x, y, activations, z_values, verbose=True):
        y = np.asarray(y, dtype=float).reshape(-1)
        dz = np.asarray(activations[-1]) - y
        result = []
        for n in range(len(self.weights), 0, -1):
            da, dw, db = affine(np.asarray(activations[n - 1]), self.weights[n - 1], self.biases[n - 1])[1](dz)
            result.append((dw, db))
            if verbose:
                print("Layer", n, "dW", dw.tolist(), "db", db)
            if n > 1:
                dz = sigmoid(z_values[n - 2])[1](da)
        gw, gb = zip(*reversed(result))
        return gw, gb, self._cross_entropy(activations[-1], y)

    def numerical_gradients(self, x, y, h=1e-5):
        y = np.asarray(y, dtype=float).reshape(-1)

        def loss():
            return self._cross_entropy(self.detailed_forward_pass(x, verbose=False)[0], y)

        def shaken(p):
            out = np.zeros_like(p)
            original = p.copy()
            for k in range(p.size):
                p.flat[k] = original.flat[k] + h
                ahead = loss()
                p.flat[k] = original.flat[k] - h
                out.flat[k] = (ahead - loss()) / (2 * h)
                p[...] = original
            return out

        return [*map(shaken, self.weights)], [*map(shaken, self.biases)]
