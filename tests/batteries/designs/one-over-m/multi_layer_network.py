import numpy as np
from activations import relu, relu_derivative, sigmoid, sigmoid_derivative, tanh, tanh_derivative

g = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu}
g_prime = {"sigmoid": sigmoid_derivative, "tanh": tanh_derivative, "relu": relu_derivative}


class MultiLayerNetwork:
    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        if activation not in g:
            raise ValueError("activation should be one of " + str(list(g)))
        self.layer_sizes = layer_sizes
        self.num_layers = len(layer_sizes) - 1
        self.activation = activation
        if rng is None:
            rng = np.random.default_rng()
        self.weights = []
        self.biases = []
        for l in range(self.num_layers):
            n, n_next = layer_sizes[l], layer_sizes[l + 1]
            self.weights.append(rng.normal(0, np.sqrt(2 / (n + n_next)), size=(n, n_next)))
            self.biases.append(np.zeros(n_next))

    def count_parameters(self):
        return sum([w.size for w in self.weights]) + sum([b.size for b in self.biases])

    def forward_pass(self, x, store_activations=True):
        a, A, Z = np.asarray(x, dtype=float), [], []
        A.append(a)
        for l in range(self.num_layers):
            z = np.dot(a, self.weights[l]) + self.biases[l]
            a = g[self.activation](z) if l != self.num_layers - 1 else sigmoid(z)
            Z.append(z)
            A.append(a)
        if store_activations:
            return a, A, Z
        return a

    def backward_pass(self, x, y, activations, z_values):
        m = np.asarray(x).shape[0]                  # number of examples
        dz = activations[-1] - y
        dz = dz / dz.shape[0]
        dW, db, magnitudes = [], [], []
        for l in range(self.num_layers - 1, -1, -1):
            dW.append(1. / m * np.outer(activations[l], dz))
            db.append(1. / m * dz)
            magnitudes.append(np.linalg.norm(dz))
            if l > 0:
                dz = np.dot(self.weights[l], dz) * g_prime[self.activation](z_values[l - 1])
        return dW[::-1], db[::-1], magnitudes[::-1]
