import numpy as np


class Config:
    reg_lambda = 0.01  # regularization strength


def squash(z, how):
    if how == "tanh":
        return np.tanh(z)
    elif how == "relu":
        return np.maximum(z, 0)
    return 1 / (1 + np.exp(-z))


def slope(a, how):
    if how == "tanh":
        return 1 - np.power(a, 2)
    elif how == "relu":
        return np.where(a > 0, 1.0, 0.0)
    return a * (1 - a)


class MultiLayerNetwork:
    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        if activation not in {"sigmoid", "tanh", "relu"}:
            raise ValueError(activation + " is unknown")
        rng = np.random.default_rng() if rng is None else rng
        self.layer_sizes = list(layer_sizes)
        self.num_layers = len(layer_sizes) - 1
        self.activation = activation
        self.weights = [rng.normal(size=(i, j)) * np.sqrt(2. / (i + j)) for i, j in zip(layer_sizes, layer_sizes[1:])]
        self.biases = [np.zeros(j) for j in layer_sizes[1:]]

    def count_parameters(self):
        return sum(W.size + b.size for W, b in zip(self.weights, self.biases))

    def forward_pass(self, x, store_activations=True):
        # Forward propagation
        a = [np.asarray(x, dtype=float)]
        z = []
        for W, b in zip(self.weights, self.biases):
            z.append(a[-1].dot(W) + b)
            a.append(squash(z[-1], self.activation if len(z) < self.num_layers else "sigmoid"))
        return (a[-1], a, z) if store_activations else a[-1]

    def backward_pass(self, x, y, activations, z_values):
        # Backpropagation
        delta = (activations[-1] - y) / activations[-1].size
        dW, db, sizes = [0] * self.num_layers, [0] * self.num_layers, [0] * self.num_layers
        for l in range(self.num_layers - 1, -1, -1):
            dW[l] = np.outer(activations[l], delta)
            db[l] = delta
            sizes[l] = np.linalg.norm(delta)
            # Add regularization terms (biases don't have regularization terms)
            dW[l] += Config.reg_lambda * self.weights[l]
            if l > 0:
                delta = delta.dot(self.weights[l].T) * slope(activations[l], self.activation)
        return dW, db, sizes
