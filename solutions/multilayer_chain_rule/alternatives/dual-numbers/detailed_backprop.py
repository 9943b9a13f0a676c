import math

import numpy as np

from dual import chain, lift, logistic, sigmoid, softplus


class DetailedBackpropNetwork:
    def __init__(self, layer_sizes):
        rs = np.random.RandomState(42)
        self.layer_sizes = list(layer_sizes)
        self.weights = []
        self.biases = []
        for n, m in zip(layer_sizes, layer_sizes[1:]):
            self.weights.append(0.5 * rs.standard_normal((n, m)))
            self.biases.append(np.zeros(m))

    def detailed_forward_pass(self, x, verbose=True):
        activations, zs = chain(lift(list(x)), lift(self.weights), lift(self.biases), [sigmoid] * len(self.weights))
        activations = [np.array([u.v for u in a]) for a in activations]
        zs = [np.array([u.v for u in z]) for z in zs]
        if verbose:
            print("\n".join(f"Layer {n}: {z} => {a}" for n, (z, a) in enumerate(zip(zs, activations[1:]), 1)))
        return activations[-1], activations, zs

    def _loss(self, x, y, w, b):
        _, zs = chain(x, w, b, [sigmoid] * len(w))
        total = softplus(zs[-1][0]) * 0.0
        for z in zs[-1]:
            total = total + softplus(z) - z * y
        return total * (1.0 / len(zs[-1]))

    def detailed_backward_pass(self, x, y, activations, z_values, verbose=True):
        y = float(np.asarray(y).reshape(-1)[0])
        x, w, b = lift(list(x)), lift(self.weights), lift(self.biases)
        gw, gb = [np.zeros(p.shape) for p in self.weights], [np.zeros(p.shape) for p in self.biases]
        for l in range(len(w)):
            for row, grads in [(b[l], gb[l]), *zip(w[l], gw[l])]:
                for j, p in enumerate(row):
                    p.d = 1.0
                    grads[j] = self._loss(x, y, w, b).d
                    p.d = 0.0
            if verbose:
                print(f"Layer {l + 1}: dW = {gw[l].tolist()}, db = {gb[l].tolist()}")
        return gw, gb, self._loss(x, y, w, b).v

    def numerical_gradients(self, x, y, h=1e-5):
        y = float(np.asarray(y).reshape(-1)[0])
        x, w, b = lift(list(x)), lift(self.weights), lift(self.biases)

        def slope(p):
            here = p.v
            p.v = here + h
            up = self._loss(x, y, w, b).v
            p.v = here - h
            down = self._loss(x, y, w, b).v
            p.v = here
            return (up - down) / (2 * h)

        return [np.array([[slope(p) for p in row] for row in m]) for m in w], [np.array([slope(p) for p in v]) for v in b]
