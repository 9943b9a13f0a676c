import numpy as np
from small_network import activation_derivative, forward


def compute_hidden_jacobians(weights, biases, x, activation="tanh"):
    _, z_values = forward(weights, biases, x, activation)

    def from_layer(layer):
        if layer == len(weights) - 1:
            return np.array(weights[-1]).T
        return from_layer(layer + 1) @ (activation_derivative(activation, z_values[layer])[:, None] * weights[layer].T)

    return [from_layer(layer) for layer in range(1, len(weights))]
