import numpy as np

def relu_out(x):
    return (x >= 0) * x      # returns x if x is positive, 0 otherwise

def relu2deriv(output):
    return output >= 0       # returns 1 for an output that is on, 0 otherwise

def tanh2deriv(output):
    return 1 - (output ** 2)

def sigmoid_out(x):
    return 1 / (1 + np.exp(-x))

def sigmoid2deriv(output):
    return output * (1 - output)

pairs = {"relu": (relu_out, relu2deriv), "tanh": (np.tanh, tanh2deriv), "sigmoid": (sigmoid_out, sigmoid2deriv)}


class MultiLayerNetwork:
    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        if activation not in pairs: raise ValueError("unknown activation")
        self.layer_sizes, self.activation, self.num_layers = layer_sizes, activation, len(layer_sizes) - 1
        if rng is None: rng = np.random.default_rng()
        self.weights = [rng.normal(0, (2 / (i + o)) ** 0.5, (i, o)) for i, o in zip(layer_sizes[:-1], layer_sizes[1:])]
        self.biases = [np.zeros(o) for o in layer_sizes[1:]]

    def count_parameters(self):
        return sum(weights.size for weights in self.weights) + sum(bias.size for bias in self.biases)

    def forward_pass(self, x, store_activations=True):
        layer = [np.array(x, dtype=float)]
        z = []
        for i in range(self.num_layers):
            z.append(np.dot(layer[i], self.weights[i]) + self.biases[i])
            layer.append(sigmoid_out(z[i]) if i == self.num_layers - 1 else pairs[self.activation][0](z[i]))
        return (layer[-1], layer, z) if store_activations else layer[-1]

    def backward_pass(self, x, y, activations, z_values):
        layer_delta = {self.num_layers: (activations[-1] - y) / activations[-1].size}
        for i in range(self.num_layers - 1, 0, -1):
            layer_delta[i] = layer_delta[i + 1].dot(self.weights[i].T) * pairs[self.activation][1](activations[i])
        deltas = [layer_delta[i + 1] for i in range(self.num_layers)]
        return ([np.outer(activations[i], deltas[i]) for i in range(self.num_layers)], deltas,
                [np.sqrt(np.sum(d ** 2)) for d in deltas])
