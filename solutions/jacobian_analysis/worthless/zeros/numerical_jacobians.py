import numpy as np


def numerical_jacobian(function, x, step=1e-5):
    return np.zeros((len(function(x)), len(x)))


def numerical_hidden_jacobians(weights, biases, x, activation="tanh", step=1e-5):
    return [np.zeros((len(biases[-1]), len(bias))) for bias in biases[:-1]]
