import math

import numpy as np

from chain_rule_basics import my_sigmoid


class DetailedBackpropNetwork:
    def __init__(self, layer_sizes):
        rs = np.random.RandomState(42)
        self.layer_sizes = [n for n in layer_sizes]
        self.weights = []
        self.biases = []
        for a, b in zip(layer_sizes[:-1], layer_sizes[1:]):
            w = np.empty((a, b))
            for i in range(a):
                for j in range(b):
                    w[i][j] = 0.5 * rs.randn()
            self.weights.append(w)
            self.biases.append(np.array([0.0] * b))

    def detailed_forward_pass(self, x, verbose=True):
        a = [float(v) for v in x]
        activations = [a]
        z_values = []
        for l in range(len(self.weights)):
            z = []
            for j in range(len(self.biases[l])):
                s = float(self.biases[l][j])
                for i in range(len(a)):
                    s += a[i] * float(self.weights[l][i][j])
                z.append(s)
            a = [my_sigmoid(v) for v in z]
            if verbose:
                print("Layer", l + 1)
                for j in range(len(z)):
                    print("  unit", j + 1, ": z =", round(z[j], 4), " a =", round(a[j], 4))
            activations.append(a)
            z_values.append(z)
        return a, activations, z_values

    def loss(self, output, y):
        total = 0.0
        for p in output:
            p = min(max(p, 1e-15), 1 - 1e-15)
            total -= y * math.log(p) + (1 - y) * math.log(1 - p)
        return total / len(output)

    def detailed_backward_pass(self, x, y, activations, z_values, verbose=True):
        y = float(np.ravel(y)[0])
        L = len(self.weights)
        gw, gb = [[] for _ in range(L)], [[] for _ in range(L)]
        delta = [float(p) - y for p in activations[-1]]
        for l in reversed(range(L)):
            gb[l] = list(delta)
            gw[l] = [[float(a) * d for d in delta] for a in activations[l]]
            if verbose:
                print("Layer", l + 1, "delta:", [round(d, 6) for d in delta])
            if l > 0:
                back = []
                for i in range(len(activations[l])):
                    s = 0.0
                    for j in range(len(delta)):
                        s += float(self.weights[l][i][j]) * delta[j]
                    p = float(activations[l][i])
                    back.append(s * p * (1 - p))
                delta = back
        return gw, gb, self.loss([float(p) for p in activations[-1]], y)

    def numerical_gradients(self, x, y, h=1e-5):
        y = float(np.ravel(y)[0])

        def loss():
            out, _, _ = self.detailed_forward_pass(x, verbose=False)
            return self.loss(out, y)

        gw, gb = [], []
        for l in range(len(self.weights)):
            W, b = self.weights[l], self.biases[l]
            dW = [[0.0] * W.shape[1] for _ in range(W.shape[0])]
            for i in range(W.shape[0]):
                for j in range(W.shape[1]):
                    keep = W[i, j]
                    W[i, j] = keep + h
                    up = loss()
                    W[i, j] = keep - h
                    down = loss()
                    W[i, j] = keep
                    dW[i][j] = (up - down) / (2 * h)
            db = [0.0] * len(b)
            for j in range(len(b)):
                keep = b[j]
                b[j] = keep + h
                up = loss()
                b[j] = keep - h
                down = loss()
                b[j] = keep
                db[j] = (up - down) / (2 * h)
            gw.append(dW)
            gb.append(db)
        return gw, gb
