import numpy as np
from activations import bce_loss, sigmoid, sigmoid_derivative


class DetailedBackpropNetwork:
    def __init__(self, layer_sizes):
        rs = np.random.RandomState(42)
        self.layer_sizes = list(layer_sizes)
        self.weights = [rs.normal(size=(layer_sizes[i], layer_sizes[i + 1])) * 0.5 for i in range(len(layer_sizes) - 1)]
        self.biases = [np.zeros(n) for n in layer_sizes[1:]]

    def detailed_forward_pass(self, x, verbose=True):
        A = np.array(x, dtype=float)
        a, z = [A], []
        for i in range(len(self.weights)):
            z.append(A.dot(self.weights[i]) + self.biases[i])
            A = sigmoid(z[-1])
            a.append(A)
            if verbose:
                print(f"Layer {i + 1}\n  z = {z[-1]}\n  a = {A}")
        return A, a, z

    def detailed_backward_pass(self, x, y, activations, z_values, verbose=True):
        loss = bce_loss(activations[-1], y)
        delta = (activations[-1] - np.asarray(y, dtype=float)) / len(activations[-1])
        gradsW, gradsb = [], []
        for i in range(len(self.weights) - 1, -1, -1):
            gradsW.insert(0, np.outer(activations[i], delta))
            gradsb.insert(0, np.copy(delta))
            if verbose:
                print(f"Layer {i + 1}: delta = {delta}, |dW| = {np.abs(gradsW[0]).sum():.6f}")
            if i > 0:
                delta = self.weights[i].dot(delta) * sigmoid_derivative(z_values[i - 1])
        return gradsW, gradsb, loss

    def numerical_gradients(self, x, y, h=1e-5):
        def J():
            return bce_loss(self.detailed_forward_pass(x, False)[0], y)

        def nudge(p):
            g = np.zeros_like(p)
            for k in range(p.size):
                keep = p.flat[k]
                p.flat[k] = keep + h
                g.flat[k] += J()
                p.flat[k] = keep - h
                g.flat[k] -= J()
                p.flat[k] = keep
            return g / (2 * h)

        return [nudge(W) for W in self.weights], [nudge(b) for b in self.biases]
