import logging
import warnings

import numpy as np


class DetailedBackpropNetwork:
    def __init__(self, layer_sizes):
        logging.info("new network %s", layer_sizes)
        self.rng = np.random.RandomState(42)
        self.layer_sizes = layer_sizes
        self.weights = [self.rng.standard_normal((i, o)) * 0.5 for i, o in zip(layer_sizes[:-1], layer_sizes[1:])]
        self.biases = [np.zeros(o) for o in layer_sizes[1:]]
        print("network", layer_sizes, "is born")

    def _s(self, z):
        with np.errstate(over="warn"):
            return 1 / (1 + np.exp(-z))

    def detailed_forward_pass(self, x, verbose=True):
        a = np.array(x, dtype=float)
        acts, zs = [a], []
        if verbose:
            print("#" * 20, "FORWARD", "#" * 20)
        for k in range(len(self.weights)):
            z = a @ self.weights[k] + self.biases[k]
            a = self._s(z)
            if verbose:
                print(f"#### layer {k + 1} ####")
                for j in range(len(z)):
                    print(f"   z[{j}] = {z[j]:+.6f}   a[{j}] = {a[j]:.6f}")
            acts.append(a)
            zs.append(z)
        return a, acts, zs

    def detailed_backward_pass(self, x, y, activations, z_values, verbose=True):
        logging.debug("backward for y=%s", y)
        y = np.asarray(y, dtype=float).ravel()
        p = np.clip(activations[-1], 1e-15, 1 - 1e-15)
        loss = float(-(y * np.log(p) + (1 - y) * np.log(1 - p)).mean())
        n = len(self.weights)
        if verbose:
            print("#" * 20, "BACKWARD", "#" * 20, "loss", loss)
        gw, gb = [None] * n, [None] * n
        delta = activations[-1] - y
        for k in range(n - 1, -1, -1):
            gw[k] = np.outer(activations[k], delta)
            gb[k] = np.copy(delta)
            if verbose:
                print(f"#### layer {k + 1} ####\n{gw[k]}\n{gb[k]}")
            if k > 0:
                s = self._s(z_values[k - 1])
                delta = (self.weights[k] @ delta) * s * (1 - s)
        return gw, gb, loss

    def numerical_gradients(self, x, y, h=1e-5):
        warnings.warn("this is slow")
        y = np.asarray(y, dtype=float).ravel()

        def loss():
            p = np.clip(self.detailed_forward_pass(x, verbose=False)[0], 1e-15, 1 - 1e-15)
            return float(-(y * np.log(p) + (1 - y) * np.log(1 - p)).mean())

        grads = []
        for group in (self.weights, self.biases):
            out = []
            for k in range(len(group)):
                original = group[k]
                g = np.zeros_like(original)
                for idx in np.ndindex(original.shape):
                    for sign in (1, -1):
                        group[k] = original.copy()
                        group[k][idx] += sign * h
                        g[idx] += sign * loss()
                group[k] = original
                out.append(g / (2 * h))
            grads.append(out)
        return tuple(grads)
