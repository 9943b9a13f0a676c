import numpy as np
from activations import bce_loss, sigmoid, sigmoid_derivative


class DetailedBackpropNetwork:
    def __init__(self, layer_sizes):
        rs = np.random.RandomState(np.random.MT19937(0))
        rs.seed(42)
        self.layer_sizes = tuple(layer_sizes)
        self.weights = tuple(0.5 * rs.standard_normal(s) for s in zip(layer_sizes, layer_sizes[1:]))
        self.biases = tuple(map(np.zeros, layer_sizes[1:]))

    def detailed_forward_pass(self, x, verbose=True):
        a, z = (np.array(x, dtype=np.float64),), ()
        for n, (w, b) in enumerate(zip(self.weights, self.biases), 1):
            z += (a[-1] @ w + b,)
            a += (sigmoid(z[-1]),)
            verbose and print("LAYER %d\t%r\t%r" % (n, z[-1], a[-1]))
        return a[-1], a, z

    def detailed_backward_pass(self, x, y, activations, z_values, verbose=True):
        d = activations[-1] - np.atleast_1d(y)
        gw, gb = (), ()
        for n in range(len(self.weights), 0, -1):
            gw, gb = (np.outer(activations[n - 1], d),) + gw, (d,) + gb
            verbose and print("LAYER %d\t%r\t%r" % (n, gw[0], gb[0]))
            if n > 1:
                d = np.dot(self.weights[n - 1], d) * sigmoid_derivative(z_values[n - 2])
        return [gw, gb, np.array(bce_loss(activations[-1], y))]

    def numerical_gradients(self, x, y, h=1e-5):
        shadow = [np.array(p, copy=True) for p in (*self.weights, *self.biases)]
        L = len(self.weights)

        def loss():
            a = np.asarray(x, dtype=np.float64)
            for w, b in zip(shadow[:L], shadow[L:]):
                a = sigmoid(a @ w + b)
            return bce_loss(a, y)

        grads = []
        for p in shadow:
            g = np.zeros_like(p, order="F")
            for k in np.ndindex(*p.shape):
                old = float(p[k])
                p[k] = old + h
                g[k] = loss() / (2 * h)
                p[k] = old - h
                g[k] -= loss() / (2 * h)
                p[k] = old
            grads.append(g)
        return tuple(grads[:L]), tuple(grads[L:])
