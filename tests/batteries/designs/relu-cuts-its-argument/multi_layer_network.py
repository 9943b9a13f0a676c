import numpy as np


class MultiLayerNetwork:

    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        self.activation_function = {"relu": self.relu, "sigmoid": self.sigmoid, "tanh": self.tanh}.get(activation)
        if self.activation_function is None:
            raise ValueError("Error: no activation " + str(activation))
        self.activation = activation
        self.layer_sizes = list(layer_sizes)
        self.num_layers = len(layer_sizes) - 1
        rng = np.random.default_rng() if rng is None else rng
        self.weights, self.biases = [], []
        for i in range(self.num_layers):
            scale = np.sqrt(2 / (layer_sizes[i] + layer_sizes[i + 1]))
            self.weights.append(rng.normal(0, scale, size=(layer_sizes[i], layer_sizes[i + 1])))
            self.biases.append(np.zeros(layer_sizes[i + 1]))

    def count_parameters(self):
        return sum(p.size for p in self.weights) + sum(p.size for p in self.biases)

    def relu(self, layer):
        layer[layer < 0] = 0
        return layer

    def sigmoid(self, layer):
        return np.divide(1, np.add(1, np.exp(-layer)))

    def tanh(self, layer):
        return np.tanh(layer)

    def forward_pass(self, x, store_activations=True):
        activations, z_values = [np.array(x, dtype=float)], []
        for i in range(self.num_layers):
            temp = np.add(np.matmul(activations[i], self.weights[i]), self.biases[i])
            z_values.append(temp)
            if i == self.num_layers - 1:
                activations.append(self.sigmoid(temp))
            else:
                activations.append(self.activation_function(temp))
        if store_activations:
            return activations[-1], activations, z_values
        return activations[-1]

    def derivative(self, z):
        if self.activation == "relu":
            return np.where(z > 0, 1.0, 0.0)
        if self.activation == "tanh":
            return 1 - self.tanh(z) ** 2
        return self.sigmoid(z) * (1 - self.sigmoid(z))

    def backward_pass(self, x, y, activations, z_values):
        deltab = [(activations[-1] - y) / activations[-1].size]
        for i in range(self.num_layers - 1, 0, -1):
            deltab.insert(0, np.matmul(self.weights[i], deltab[0]) * self.derivative(z_values[i - 1]))
        deltaw = [np.outer(activations[i], deltab[i]) for i in range(self.num_layers)]
        return deltaw, deltab, [np.linalg.norm(d) for d in deltab]
