"""Forward: every new layer is multiplied onto all Jacobians that there are."""
import numpy as np
from small_network import activation_derivative, forward


def compute_hidden_jacobians(weights, biases, x, activation="tanh"):
    _, z_values = forward(weights, biases, x, activation)
    jacobians = []
    for layer, matrix in enumerate(weights):
        local = matrix.T
        if layer < len(weights) - 1:
            local = activation_derivative(activation, z_values[layer])[:, np.newaxis] * local
        jacobians = [local @ earlier for earlier in jacobians] + [np.eye(matrix.shape[1])]
    return tuple(jacobians[:-1])
