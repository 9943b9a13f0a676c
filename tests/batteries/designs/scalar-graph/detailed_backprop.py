import math

import numpy as np


class Scalar:
    """A number that remembers where it came from."""

    def __init__(self, data, parents=(), rules=()):
        self.data, self.grad = float(data), 0.0
        self.parents, self.rules = parents, rules

    def __add__(self, other):
        return Scalar(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        return Scalar(self.data * other.data, (self, other), (other.data, self.data))

    def squash(self):
        s = 1 / (1 + math.exp(-self.data))
        return Scalar(s, (self,), (s * (1 - s),))

    def backward(self, start=1.0):
        order, seen = [], set()

        def visit(node):
            if id(node) not in seen:
                seen.add(id(node))
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        for node in order:
            node.grad = 0.0
        self.grad = start
        for node in reversed(order):
            for parent, rule in zip(node.parents, node.rules):
                parent.grad += rule * node.grad


def plain(values):
    return np.array([v.data for v in values])


class DetailedBackpropNetwork:
    def __init__(self, layer_sizes):
        self.layer_sizes = list(layer_sizes)
        r = np.random.RandomState(42)
        self.weights = [0.5 * r.randn(*shape) for shape in zip(layer_sizes, layer_sizes[1:])]
        self.biases = [np.zeros(n) for n in layer_sizes[1:]]

    def _graph(self, x):
        W = [[[Scalar(w) for w in row] for row in layer] for layer in self.weights]
        b = [[Scalar(v) for v in layer] for layer in self.biases]
        a, zs = [[Scalar(v) for v in x]], []
        for rows, shifts in zip(W, b):
            z = list(shifts)
            for i, value in enumerate(a[-1]):
                z = [total + value * rows[i][j] for j, total in enumerate(z)]
            zs.append(z)
            a.append([total.squash() for total in z])
        return W, b, a, zs

    def detailed_forward_pass(self, x, verbose=True):
        _, _, a, zs = self._graph(x)
        if verbose:
            for number in range(len(zs)):
                print("Layer", number + 1, "z", plain(zs[number]), "a", plain(a[number + 1]))
        return plain(a[-1]), [plain(v) for v in a], [plain(v) for v in zs]

    def detailed_backward_pass(self, x, y, activations, z_values, verbose=True):
        W, b, a, zs = self._graph(x)
        total = Scalar(0.0)
        loss = 0.0
        n = len(zs[-1])
        for z, target in zip(zs[-1], np.broadcast_to(np.ravel(y), n)):
            # log(1 + e^z) - y z has the derivative s(z) - y
            loss += (max(z.data, 0) + math.log1p(math.exp(-abs(z.data))) - target * z.data) / n
            seed = Scalar((1 / (1 + math.exp(-z.data)) - target) / n)
            total = total + z * seed
        total.backward()
        gw = [np.array([[w.grad for w in row] for row in layer]) for layer in W]
        gb = [np.array([v.grad for v in layer]) for layer in b]
        if verbose:
            for number in range(len(gw), 0, -1):
                print("Layer", number, "db", gb[number - 1])
        return gw, gb, float(loss)

    def numerical_gradients(self, x, y, h=1e-5):
        def loss():
            z = self.detailed_forward_pass(x, verbose=False)[2][-1]
            return float(np.mean(np.logaddexp(0, z) - np.ravel(y) * z))

        results = []
        for group in (self.weights, self.biases):
            estimates = [np.zeros(p.shape) for p in group]
            for p, e in zip(group, estimates):
                for i in np.ndindex(p.shape):
                    saved = p[i]
                    p[i] = saved + h
                    above = loss()
                    p[i] = saved - h
                    e[i] = (above - loss()) / (2 * h)
                    p[i] = saved
            results.append(estimates)
        return tuple(results)
