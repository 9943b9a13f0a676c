"""Everything is a column: the vectors of the book, kept inside, and turned into rows at the door."""
import numpy as np
from activations import relu, relu_derivative, sigmoid, sigmoid_derivative, tanh, tanh_derivative

FUNCS = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu}
PRIMES = {"sigmoid": sigmoid_derivative, "tanh": tanh_derivative, "relu": relu_derivative}


def column(v):
    return np.asarray(v, dtype=float).reshape(-1, 1)


class MultiLayerNetwork(object):

    def __init__(self, layer_sizes, activation='sigmoid', rng=None):
        if activation not in FUNCS:
            raise ValueError("no such activation: " + str(activation))
        gen = rng if rng is not None else np.random.default_rng()
        self.layer_sizes = layer_sizes
        self.num_layers = len(layer_sizes) - 1
        self.activation = activation
        self.biases = [np.zeros(n) for n in layer_sizes[1:]]
        self.weights = [gen.normal(0, np.sqrt(2.0 / (m + n)), (m, n))
                        for m, n in zip(layer_sizes[:-1], layer_sizes[1:])]

    def count_parameters(self):
        return int(sum(w.size + b.size for w, b in zip(self.weights, self.biases)))

    def forward_pass(self, x, store_activations=True):
        a = column(x)
        activations, zs = [a], []
        for l, (w, b) in enumerate(zip(self.weights, self.biases)):
            z = np.dot(w.transpose(), a) + column(b)
            a = sigmoid(z) if l == self.num_layers - 1 else FUNCS[self.activation](z)
            zs.append(z)
            activations.append(a)
        if not store_activations:
            return a.ravel()
        return a.ravel(), [v.ravel() for v in activations], [v.ravel() for v in zs]

    def backward_pass(self, x, y, activations, z_values):
        acts = [column(a) for a in activations]
        zs = [column(z) for z in z_values]
        nabla_b = [np.zeros(b.shape) for b in self.biases]
        nabla_w = [np.zeros(w.shape) for w in self.weights]
        norms = [0.0] * self.num_layers
        delta = (acts[-1] - column(y)) / acts[-1].size
        for back in range(1, self.num_layers + 1):
            if back > 1:
                delta = np.dot(self.weights[-back + 1], delta) * PRIMES[self.activation](zs[-back])
            nabla_b[-back] = delta.ravel()
            nabla_w[-back] = np.dot(acts[-back - 1], delta.transpose())
            norms[-back] = float(np.sqrt(np.sum(delta ** 2)))
        return nabla_w, nabla_b, norms
