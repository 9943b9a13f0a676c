# coding: utf-8
from collections import OrderedDict

import numpy as np


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b
        self.x = self.dW = self.db = None

    def forward(self, x):
        self.x = x
        return np.dot(x, self.W) + self.b

    def backward(self, dout):
        self.dW = np.dot(self.x.T, dout)
        self.db = np.sum(dout, axis=0)
        return np.dot(dout, self.W.T)


class Sigmoid:
    def __init__(self):
        self.out = None

    def forward(self, x):
        self.out = 1 / (1 + np.exp(-x))
        return self.out

    def backward(self, dout):
        return dout * (1.0 - self.out) * self.out


def numerical_gradient(f, param, h):
    grad = np.zeros_like(param)
    it = np.nditer(param, flags=['multi_index'], op_flags=['readwrite'])
    while not it.finished:
        idx = it.multi_index
        tmp_val = param[idx]
        param[idx] = tmp_val + h
        fxh1 = f(param)
        param[idx] = tmp_val - h
        fxh2 = f(param)
        grad[idx] = (fxh1 - fxh2) / (2 * h)
        param[idx] = tmp_val
        it.iternext()
    return grad


class DetailedBackpropNetwork:
    def __init__(self, layer_sizes):
        rnd = np.random.RandomState(42)
        self.layer_sizes = list(layer_sizes)
        self.weights = []
        self.biases = []
        for i in range(len(layer_sizes) - 1):
            self.weights.append(0.5 * rnd.randn(layer_sizes[i], layer_sizes[i + 1]))
            self.biases.append(np.zeros(layer_sizes[i + 1]))

    def build(self):
        layers = OrderedDict()
        for i in range(len(self.weights)):
            layers['Affine%d' % (i + 1)] = Affine(self.weights[i], self.biases[i])
            layers['Sigmoid%d' % (i + 1)] = Sigmoid()
        return layers

    def run(self, x):
        layers = self.build()
        out = np.array(x, dtype=float).reshape(1, -1)
        values = [out]
        for layer in layers.values():
            out = layer.forward(out)
            values.append(out)
        return layers, values

    def detailed_forward_pass(self, x, verbose=True):
        _, values = self.run(x)
        activations = [v[0] for v in values[0::2]]
        z_values = [v[0] for v in values[1::2]]
        if verbose:
            for i, (z, a) in enumerate(zip(z_values, activations[1:])):
                print('Layer', i + 1, ' z:', z, ' a:', a)
        return activations[-1], activations, z_values

    def loss(self, x, t):
        y = self.detailed_forward_pass(x, verbose=False)[0]
        y = np.clip(y, 1e-15, 1 - 1e-15)
        return float(-np.mean(t * np.log(y) + (1 - t) * np.log(1 - y)))

    def detailed_backward_pass(self, x, y, activations, z_values, verbose=True):
        t = np.asarray(y, dtype=float)
        p = np.clip(activations[-1], 1e-15, 1 - 1e-15)
        loss = float(-np.mean(t * np.log(p) + (1 - t) * np.log(1 - p)))
        layers = list(self.build().items())
        for i in range(len(self.weights)):
            layers[2 * i][1].x = np.reshape(activations[i], (1, -1))
            layers[2 * i + 1][1].out = np.reshape(activations[i + 1], (1, -1))
        dout = np.reshape((p - t) / (p * (1 - p)) / p.size, (1, -1))
        for name, layer in reversed(layers):
            dout = layer.backward(dout)
            if verbose:
                print('Layer ' + name[-1], name, 'dout:', dout)
        affine = [layer for name, layer in layers if name.startswith('Affine')]
        return [a.dW for a in affine], [a.db for a in affine], loss

    def numerical_gradients(self, x, y, h=1e-5):
        loss_W = lambda W: self.loss(x, np.asarray(y, dtype=float))
        return ([numerical_gradient(loss_W, W, h) for W in self.weights],
                [numerical_gradient(loss_W, b, h) for b in self.biases])
