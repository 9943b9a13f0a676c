import numpy as np
from activations import *

DELTA = 1e-4


class DetailedBackpropNetwork(object):
    def __init__(self, layer_sizes):
        rnd = np.random.RandomState(42)
        self.layer_sizes = list(layer_sizes)
        self.weights = [0.5 * rnd.randn(n, m) for n, m in zip(layer_sizes[:-1], layer_sizes[1:])]
        self.biases = [np.zeros(m) for m in layer_sizes[1:]]

    def detailed_forward_pass(self, x, verbose=True):
        a = [np.array(x, dtype=float)]
        z = []
        for i in range(len(self.weights)):
            z.append(np.dot(a[i], self.weights[i]) + self.biases[i])
            a.append(sigmoid(z[i]))
            if verbose:
                print("Layer", i + 1, "->", a[-1])
        return a[-1], a, z

    def detailed_backward_pass(self, x, y, activations, z_values, verbose=True):
        dw, db = [], []
        error = (activations[-1] - np.array(y, dtype=float)) / activations[-1].size
        for i in range(len(self.weights))[::-1]:
            dw.append(np.outer(activations[i], error))
            db.append(error)
            if verbose:
                print("Layer", i + 1, "<-", error)
            if i:
                error = np.dot(self.weights[i], error) * sigmoid_derivative(z_values[i - 1])
        return dw[::-1], db[::-1], bce_loss(activations[-1], y)

    def numerical_gradients(self, x, y, h=1e-5):
        def loss():
            return bce_loss(self.detailed_forward_pass(x, verbose=False)[0], y)

        calc = []
        for arrays in (self.weights, self.biases):
            calc.append([])
            for p in arrays:
                calc_p = np.zeros_like(p)
                for i in np.ndindex(p.shape):
                    p[i] += DELTA
                    result1 = loss()
                    p[i] -= 2 * DELTA
                    result2 = loss()
                    p[i] += DELTA
                    calc_p[i] = (result1 - result2) / (2 * DELTA)
                calc[-1].append(calc_p)
        return calc[0], calc[1]
