import numpy as np
from activations import bce_loss, sigmoid


class DetailedBackpropNetwork:
    def __init__(self, layer_sizes):
        shapes = [(a, b) for a, b in zip(layer_sizes[:-1], layer_sizes[1:])]
        flat = np.random.RandomState(42).normal(size=sum(a * b for a, b in shapes)) / 2
        ends = np.cumsum([0] + [a * b for a, b in shapes])
        self.layer_sizes = np.array(layer_sizes)
        self.weights = [flat[i:j].reshape(s).copy() for i, j, s in zip(ends, ends[1:], shapes)]
        self.biases = [np.zeros(b) for _, b in shapes]

    def detailed_forward_pass(self, x, verbose=True):
        a, z = [np.array(x, dtype=float)], []
        for n, (w, b) in enumerate(zip(self.weights, self.biases)):
            z += [np.einsum("i,ij->j", a[-1], w) + b]
            a += [sigmoid(z[-1])]
            if verbose:
                print(f"Layer {n + 1} forward", z[-1], a[-1], sep="\n  ")
        return a[-1], a, z

    def detailed_backward_pass(self, x, y, activations, z_values, verbose=True):
        y = np.reshape(np.asarray(y, dtype=float), (-1,))
        delta = activations[-1] - y
        gw, gb = [], []
        for n in range(len(self.weights) - 1, -1, -1):
            gw.insert(0, np.einsum("i,j->ij", activations[n], delta))
            gb.insert(0, delta)
            if verbose:
                print(f"Layer {n + 1} backward", gw[0], gb[0], sep="\n  ")
            a = activations[n]
            delta = np.einsum("ij,j,i,i->i", self.weights[n], delta, a, 1 - a)
        return gw, gb, bce_loss(activations[-1], y)

    def numerical_gradients(self, x, y, h=1e-5):
        """All shifted networks at once: the first axis runs over the parameters."""
        y = float(np.ravel(y)[0])
        sizes = [p.size for p in self.weights + self.biases]
        theta = np.concatenate([p.ravel() for p in self.weights + self.biases])
        cuts = np.cumsum(sizes)[:-1]

        def losses(thetas):
            parts = np.split(thetas, cuts, axis=1)
            L = len(self.weights)
            a = np.broadcast_to(np.asarray(x, dtype=float), (len(thetas), len(x)))
            for w, b, like in zip(parts[:L], parts[L:], self.weights):
                a = sigmoid(np.einsum("pi,pij->pj", a, w.reshape(-1, *like.shape)) + b)
            return np.array([bce_loss(row, y) for row in a])

        shifts = h * np.eye(theta.size)
        g = (losses(theta + shifts) - losses(theta - shifts)) / (2 * h)
        parts = [p.reshape(like.shape) for p, like in zip(np.split(g, cuts), self.weights + self.biases)]
        return parts[: len(self.weights)], parts[len(self.weights) :]
