# Task 2.1 - Ben (I worked on this with Ada)
# On paper I use column vectors (z = W^T a + b with a of shape (n, 1)), so I do that here too and
# only flatten at the very end.
import numpy as np

from activations import sigmoid
from my_helpers import FUNCTIONS, column, flat, label_as_number, log


class MultiLayerNetwork:
    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        if activation not in ("sigmoid", "tanh", "relu"):
            raise ValueError("I don't know the activation %r" % (activation,))
        if rng is None:
            rng = np.random.default_rng()
        self.layer_sizes = list(layer_sizes)
        self.num_layers = len(layer_sizes) - 1
        self.activation = activation
        self.weights = []
        self.biases = []
        for n_in, n_out in zip(layer_sizes, layer_sizes[1:]):
            xavier = (2.0 / (n_in + n_out)) ** 0.5
            self.weights.append(xavier * rng.standard_normal((n_in, n_out)))
            self.biases.append(np.zeros(n_out))

    def count_parameters(self):
        total = 0
        for n_in, n_out in zip(self.layer_sizes, self.layer_sizes[1:]):
            total += n_in * n_out + n_out
        return total

    def forward_pass(self, x, store_activations=True):
        hidden = FUNCTIONS[self.activation][0]
        a = column(x)
        activations, z_values = [flat(a)], []
        for k in range(self.num_layers):
            z = self.weights[k].T @ a + column(self.biases[k])
            a = hidden(z) if k < self.num_layers - 1 else sigmoid(z)
            z_values.append(flat(z))
            activations.append(flat(a))
        log("forward", self.layer_sizes, self.activation, "->", activations[-1])
        if not store_activations:
            return activations[-1]
        return activations[-1], activations, z_values

    def backward_pass(self, x, y, activations, z_values):
        derivative = FUNCTIONS[self.activation][1]
        y = label_as_number(y)

        # dL/da * da/dz = (a - y) / (a (1 - a)) * a (1 - a) = a - y, the nasty part cancels
        delta = column(activations[-1]) - y
        gradients_w, gradients_b, sizes = [], [], []
        k = self.num_layers - 1
        while k >= 0:
            gradients_w = [column(activations[k]) @ delta.T] + gradients_w
            gradients_b = [flat(delta)] + gradients_b
            sizes = [float(np.sqrt((delta**2).sum()))] + sizes
            if k > 0:
                delta = (self.weights[k] @ delta) * derivative(column(activations[k]))
            k -= 1
        print("gradient sizes, first layer first:", sizes)
        return gradients_w, gradients_b, sizes
