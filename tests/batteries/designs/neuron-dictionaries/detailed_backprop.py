from math import exp, log

import numpy as np


def squash(total):
    return 1.0 / (1.0 + exp(-total)) if total > -700 else 0.0


def slope_from_output(output):
    return output * (1.0 - output)


class DetailedBackpropNetwork:
    """Every neuron is a dict, every sum a loop."""

    def __init__(self, layer_sizes):
        rand = np.random.RandomState(42)
        self.layer_sizes = list(layer_sizes)
        self.weights = []
        self.biases = []
        for i in range(1, len(layer_sizes)):
            self.weights.append(0.5 * rand.randn(layer_sizes[i - 1], layer_sizes[i]))
            self.biases.append(np.zeros(layer_sizes[i]))

    def as_neurons(self):
        return [[{'weights': [float(w) for w in W[:, j]], 'bias': float(b[j])} for j in range(W.shape[1])]
                for W, b in zip(self.weights, self.biases)]

    def detailed_forward_pass(self, x, verbose=True):
        inputs = [float(v) for v in x]
        activations, z_values = [np.array(inputs)], []
        for i, layer in enumerate(self.as_neurons()):
            zs, outputs = [], []
            for j, neuron in enumerate(layer):
                total = neuron['bias']
                for k in range(len(inputs)):
                    total += neuron['weights'][k] * inputs[k]
                zs.append(total)
                outputs.append(squash(total))
                if verbose:
                    print('Layer', i + 1, 'neuron', j + 1, ': z =', total, '-> a =', outputs[-1])
            inputs = outputs
            z_values.append(np.array(zs))
            activations.append(np.array(outputs))
        return activations[-1], activations, z_values

    def detailed_backward_pass(self, x, y, activations, z_values, verbose=True):
        expected = [float(v) for v in np.ravel(y)]
        network = self.as_neurons()
        outputs = [[float(v) for v in a] for a in activations]
        n_out = len(outputs[-1])
        expected = expected * n_out if len(expected) < n_out else expected
        loss = 0.0
        for o, t in zip(outputs[-1], expected):
            p = min(max(o, 1e-15), 1 - 1e-15)
            loss -= (t * log(p) + (1 - t) * log(1 - p)) / n_out
        for i in reversed(range(len(network))):
            layer = network[i]
            for j, neuron in enumerate(layer):
                if i == len(network) - 1:
                    neuron['delta'] = (outputs[-1][j] - expected[j]) / n_out
                else:
                    error = 0.0
                    for following in network[i + 1]:
                        error += following['weights'][j] * following['delta']
                    neuron['delta'] = error * slope_from_output(outputs[i + 1][j])
            if verbose:
                print('Layer', i + 1, 'deltas', [neuron['delta'] for neuron in layer])
        grad_weights, grad_biases = [], []
        for i, layer in enumerate(network):
            deltas = [neuron['delta'] for neuron in layer]
            grad_weights.append(np.array([[a * d for d in deltas] for a in outputs[i]]))
            grad_biases.append(np.array(deltas))
        return grad_weights, grad_biases, float(loss)

    def loss_at(self, x, y):
        output, activations, zs = self.detailed_forward_pass(x, verbose=False)
        return self.detailed_backward_pass(x, y, activations, zs, verbose=False)[2]

    def numerical_gradients(self, x, y, h=1e-5):
        found = []
        for params in (self.weights, self.biases):
            grads = []
            for p in params:
                g = np.zeros(p.shape)
                for index in np.ndindex(*p.shape):
                    old = p[index]
                    p[index] = old + h
                    up = self.loss_at(x, y)
                    p[index] = old - h
                    down = self.loss_at(x, y)
                    p[index] = old
                    g[index] = (up - down) / (2 * h)
                grads.append(g)
            found.append(grads)
        return found[0], found[1]
