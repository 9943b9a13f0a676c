import numpy as np
from activations import relu, relu_derivative, sigmoid, sigmoid_derivative, tanh, tanh_derivative


class MultiLayerNetwork:
    """Neural network that learns from one sample at a time."""

    table = {"sigmoid": (sigmoid, sigmoid_derivative), "tanh": (tanh, tanh_derivative), "relu": (relu, relu_derivative)}
    learning_rate = 0.5

    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        if activation not in self.table:
            raise ValueError("activation: sigmoid, tanh or relu")
        rng = np.random.default_rng() if rng is None else rng
        self.layer_sizes = list(layer_sizes)
        self.num_layers = len(layer_sizes) - 1
        self.activation = activation
        self.weights = [rng.normal(0, np.sqrt(2 / (a + b)), (a, b)) for a, b in zip(layer_sizes, layer_sizes[1:])]
        self.biases = [np.zeros(b) for b in layer_sizes[1:]]

    def count_parameters(self):
        return sum(w.size + b.size for w, b in zip(self.weights, self.biases))

    def forward_pass(self, x, store_activations=True):
        outputs, nets = [np.asarray(x, dtype=float)], []
        for i in range(self.num_layers):
            nets.append(outputs[-1] @ self.weights[i] + self.biases[i])
            f = sigmoid if i == self.num_layers - 1 else self.table[self.activation][0]
            outputs.append(f(nets[-1]))
        return (outputs[-1], outputs, nets) if store_activations else outputs[-1]

    def backward_pass(self, x, y, activations, z_values):
        c = self.learning_rate
        grads_w, grads_b, sizes = [], [], []
        delta = (activations[-1] - y) / activations[-1].size
        for i in range(self.num_layers - 1, -1, -1):
            grads_w.insert(0, np.outer(activations[i], delta))
            grads_b.insert(0, delta)
            sizes.insert(0, np.linalg.norm(delta))
            # Gradient descent
            self.weights[i] = self.weights[i] - c * grads_w[0]
            self.biases[i] = self.biases[i] - c * grads_b[0]
            if i > 0:
                delta = (self.weights[i] @ delta) * self.table[self.activation][1](z_values[i - 1])
        return grads_w, grads_b, sizes
