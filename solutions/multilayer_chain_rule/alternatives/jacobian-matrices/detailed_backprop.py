import numpy as np
from activations import bce_loss, bce_loss_derivative, sigmoid, sigmoid_derivative


class DetailedBackpropNetwork:
    def __init__(self, layer_sizes):
        self.layer_sizes = list(layer_sizes)
        rs = np.random.RandomState(42)
        self.weights = [np.multiply(0.5, rs.randn(*shape)) for shape in zip(layer_sizes, layer_sizes[1:])]
        self.biases = [np.zeros(m) for m in layer_sizes[1:]]

    def detailed_forward_pass(self, x, verbose=True):
        a, z = [np.array(x, dtype=float)], []
        for l in range(len(self.weights)):
            z.append(self.weights[l].T @ a[l] + self.biases[l])
            a.append(sigmoid(z[l]))
            if verbose:
                print(f"Layer {l + 1}:\n  W^T =\n{self.weights[l].T}\n  z = {z[l]}\n  a = {a[l + 1]}")
        return a[-1], a, z

    def detailed_backward_pass(self, x, y, activations, z_values, verbose=True):
        loss = bce_loss(activations[-1], y)
        # here the loss derivative and the sigmoid derivative are really multiplied, nothing cancelled on paper
        row = bce_loss_derivative(activations[-1], y)[None, :] @ np.diag(sigmoid_derivative(z_values[-1]))
        gw, gb = [], []
        for l in range(len(self.weights) - 1, -1, -1):
            gw.append(activations[l][:, None] @ row)
            gb.append(row[0])
            if verbose:
                print(f"Layer {l + 1}:\n  dL/dz = {row}\n  dL/dW =\n{gw[-1]}")
            if l:
                row = row @ self.weights[l].T @ np.diag(sigmoid_derivative(z_values[l - 1]))
        return gw[::-1], gb[::-1], loss

    def numerical_gradients(self, x, y, h=1e-5):
        saved = [p.copy() for p in (*self.weights, *self.biases)]

        def loss():
            return bce_loss(self.detailed_forward_pass(x, verbose=False)[0], y)

        results = []
        for p in (*self.weights, *self.biases):
            g = np.full(p.shape, np.nan)
            for index, value in np.ndenumerate(p.copy()):
                p[index] = value + h
                g[index] = loss()
                p[index] = value - h
                g[index] -= loss()
                p[index] = value
            results.append(g / (2 * h))
        for p, s in zip((*self.weights, *self.biases), saved):
            p[:] = s
        return results[: len(self.weights)], results[len(self.weights) :]
