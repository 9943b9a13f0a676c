"""From the output back, one row for each output, and slopes by broadcasting."""
import numpy as np
from small_network import activation_derivative, forward


def compute_input_jacobian(weights, biases, x, activation="tanh"):
    activations, z_values = forward(weights, biases, x, activation)
    delta = np.eye(len(activations[-1]))
    for layer in reversed(range(len(weights))):
        delta = np.einsum("oz,az->oa", delta, weights[layer])
        if layer > 0:
            delta = delta * activation_derivative(activation, z_values[layer - 1])
    return delta
