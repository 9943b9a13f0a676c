import numpy as np
from activations import bce_loss, sigmoid
from multi_layer_network import with_one


class DetailedBackpropNetwork:
    def __init__(self, layer_sizes):
        rs = np.random.RandomState(42)
        self.layer_sizes = list(layer_sizes)
        self.weights = [rs.standard_normal((a, b)) / 2.0 for a, b in zip(layer_sizes, layer_sizes[1:])]
        self.biases = [np.zeros(b) for b in layer_sizes[1:]]

    def theta(self):
        return [np.vstack([w, b]) for w, b in zip(self.weights, self.biases)]

    def detailed_forward_pass(self, x, verbose=True):
        a, z = [np.asarray(x, dtype=float)], []
        for k, theta in enumerate(self.theta(), 1):
            z.append(with_one(a[-1]) @ theta)
            a.append(sigmoid(z[-1]))
            if verbose:
                print(f"Layer {k}: [a 1] Theta = {z[-1]}, sigmoid of it = {a[-1]}")
        return a[-1], a, z

    def detailed_backward_pass(self, x, y, activations, z_values, verbose=True):
        theta = self.theta()
        delta = activations[-1] - np.ravel(y)
        grads = []
        for k in range(len(theta), 0, -1):
            a = activations[k - 1]
            grads.insert(0, np.outer(with_one(a), delta))
            if verbose:
                print(f"Layer {k}: dL/dTheta =\n{grads[0]}")
            delta = (theta[k - 1] @ delta)[:-1] * a * (1 - a)
        return [g[:-1] for g in grads], [g[-1] for g in grads], bce_loss(activations[-1], y)

    def numerical_gradients(self, x, y, h=1e-5):
        theta = self.theta()

        def loss():
            a = np.asarray(x, dtype=float)
            for t in theta:
                a = sigmoid(with_one(a) @ t)
            return bce_loss(a, y)

        grads = []
        for t in theta:
            g = np.zeros(t.shape)
            for k in np.ndindex(t.shape):
                t[k] += h
                up = loss()
                t[k] -= 2 * h
                down = loss()
                t[k] += h
                g[k] = (up - down) / (2 * h)
            grads.append(g)
        return [g[:-1] for g in grads], [g[-1] for g in grads]
