import numpy as np


class Layer():
    """The derivatives take what the layer has put out. That is on purpose."""

    def __init__(self, activation_function):
        self.select_activation_function(activation_function.lower())

    def select_activation_function(self, kind):
        if kind == "sigmoid":
            self.act, self.der = self.sigmoid, self.sigmoid_prime
        elif kind == "relu":
            self.act, self.der = self.relu, self.relu_prime
        elif kind == "tanh":
            self.act, self.der = self.tanh, self.tanh_prime
        else:
            raise ValueError("Error! Invalid activation function (sigmoid, relu, tanh)")

    def sigmoid(self, s):
        return .5 * (1 + np.tanh(.5 * s))

    def sigmoid_prime(self, out):
        return out * (1 - out)

    def relu(self, s):
        return np.where(s > 0, s, 0.)

    def relu_prime(self, out):
        return np.where(out > 0, 1., 0.)

    def tanh(self, s):
        return np.tanh(s)

    def tanh_prime(self, out):
        return (1 + out) * (1 - out)


class MultiLayerNetwork():
    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        Layer(activation)
        self.layer_sizes = layer_sizes
        self.num_layers = len(layer_sizes) - 1
        self.activation = activation
        rng = rng or np.random.default_rng()
        self.weights = []
        self.biases = []
        for i in range(self.num_layers):
            std = (2 / (layer_sizes[i] + layer_sizes[i + 1])) ** .5
            self.weights.append(rng.normal(scale=std, size=(layer_sizes[i], layer_sizes[i + 1])))
            self.biases.append(np.zeros((layer_sizes[i + 1],)))

    def count_parameters(self):
        return sum([np.size(p) for p in self.weights]) + sum([np.size(p) for p in self.biases])

    def layers(self):
        return [Layer(self.activation)] * (self.num_layers - 1) + [Layer("sigmoid")]

    def forward_pass(self, x, store_activations=True):
        outs, sums = [np.asarray(x, dtype=np.float64)], []
        for layer, w, b in zip(self.layers(), self.weights, self.biases):
            sums.append(outs[-1].dot(w) + b)
            outs.append(layer.act(sums[-1]))
        if store_activations is False:
            return outs[-1]
        return outs[-1], outs, sums

    def backward_pass(self, x, y, activations, z_values):
        out = activations[-1]
        deltas = [(out - y) / out.size]
        layers = self.layers()
        for i in range(1, self.num_layers):
            error = deltas[-1].dot(self.weights[-i].T)
            deltas.append(error * layers[-i - 1].der(activations[-i - 1]))
        deltas.reverse()
        grads = [np.outer(a, d) for a, d in zip(activations, deltas)]
        return grads, deltas, [np.sqrt((d * d).sum()) for d in deltas]
