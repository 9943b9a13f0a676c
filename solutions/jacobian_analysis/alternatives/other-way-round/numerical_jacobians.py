import numpy as np
import small_network


def numerical_jacobian(function, x, step=1e-5):
    def column(direction):
        return (np.asarray(function(x + direction)) - np.asarray(function(x - direction))) * (0.5 / step)

    return np.column_stack([column(direction) for direction in step * np.identity(np.size(x))])


def numerical_hidden_jacobians(weights, biases, x, activation="tanh", step=1e-5):
    values, found = np.asarray(x, dtype=float), []
    while len(weights) > 1:
        values = small_network.activate(activation, values @ weights[0] + biases[0])
        weights, biases = weights[1:], biases[1:]
        found.append(
            numerical_jacobian(
                lambda a: small_network.forward(weights, biases, a, activation)[0][-1], values, step
            )
        )
    return found
