# Nested loops over lists; arrays only where the task demands them (the attributes).
import math

import numpy as np

from chain_rule_basics import my_sigmoid
from gradient_magnitudes import relu, relu_prime, sig_prime, tanh_prime


class MultiLayerNetwork:
    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        if activation == "sigmoid":
            self.f, self.df = my_sigmoid, sig_prime
        elif activation == "tanh":
            self.f, self.df = math.tanh, tanh_prime
        elif activation == "relu":
            self.f, self.df = relu, relu_prime
        else:
            raise ValueError("unknown activation: " + str(activation))
        if rng is None:
            rng = np.random.default_rng()
        self.activation = activation
        self.layer_sizes = list(layer_sizes)
        self.num_layers = len(layer_sizes) - 1
        self.weights = []
        self.biases = []
        for l in range(self.num_layers):
            rows, columns = layer_sizes[l], layer_sizes[l + 1]
            sigma = math.sqrt(2.0 / (rows + columns))
            w = np.zeros((rows, columns))
            for i in range(rows):
                for j in range(columns):
                    w[i, j] = rng.normal(0.0, sigma)
            self.weights.append(w)
            self.biases.append(np.zeros(columns))

    def count_parameters(self):
        count = 0
        for l in range(1, len(self.layer_sizes)):
            count = count + self.layer_sizes[l - 1] * self.layer_sizes[l] + self.layer_sizes[l]
        return count

    def forward_pass(self, x, store_activations=True):
        a = [float(v) for v in x]
        activations = [a]
        z_values = []
        for l in range(self.num_layers):
            W = self.weights[l]
            b = self.biases[l]
            z = []
            for j in range(len(b)):
                s = float(b[j])
                for i in range(len(a)):
                    s += a[i] * float(W[i][j])
                z.append(s)
            if l == self.num_layers - 1:
                a = [my_sigmoid(v) for v in z]
            else:
                a = [self.f(v) for v in z]
            z_values.append(z)
            activations.append(a)
        if store_activations:
            return a, activations, z_values
        return a

    def backward_pass(self, x, y, activations, z_values):
        try:
            y = float(y[0])
        except (TypeError, IndexError):
            y = float(y)
        L = self.num_layers
        gw = [None] * L
        gb = [None] * L
        norms = [0.0] * L
        delta = [float(a) - y for a in activations[-1]]
        for l in range(L - 1, -1, -1):
            before = activations[l]
            gw[l] = []
            for i in range(len(before)):
                row = []
                for j in range(len(delta)):
                    row.append(float(before[i]) * delta[j])
                gw[l].append(row)
            gb[l] = delta
            square = 0.0
            for d in delta:
                square += d * d
            norms[l] = math.sqrt(square)
            if l > 0:
                new = []
                for i in range(len(before)):
                    s = 0.0
                    for j in range(len(delta)):
                        s += float(self.weights[l][i][j]) * delta[j]
                    new.append(s * self.df(float(z_values[l - 1][i])))
                delta = new
        return gw, gb, norms
