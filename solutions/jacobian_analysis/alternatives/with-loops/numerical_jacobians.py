import numpy as np
from small_network import forward, output_from


def numerical_jacobian(function, x, step=1e-5):
    x = np.array(x, dtype=float)
    result = None
    for j in range(len(x)):
        old = x[j]
        x[j] = old + step
        ahead = np.array(function(x.copy()), dtype=float)
        x[j] = old - step
        behind = np.array(function(x.copy()), dtype=float)
        x[j] = old
        if result is None:
            result = np.zeros((len(ahead), len(x)))
        for i in range(len(ahead)):
            result[i, j] = (ahead[i] - behind[i]) / step / 2
    return result


def numerical_hidden_jacobians(weights, biases, x, activation="tanh", step=1e-5):
    activations, _ = forward(weights, biases, x, activation)
    result = []
    for layer in range(1, len(weights)):
        def f(values, layer=layer):
            return output_from(layer, values, weights, biases, activation)
        result.append(numerical_jacobian(f, activations[layer], step))
    return result
