import numpy as np

from gradient_magnitudes import FUNCTIONS

sigmoid = FUNCTIONS["sigmoid"]


class DetailedBackpropNetwork(object):
    def __init__(self, layer_sizes):
        rs = np.random.RandomState(42)
        self.layer_sizes = layer_sizes
        self.weights = [0.5 * rs.randn(x, y) for x, y in zip(layer_sizes[:-1], layer_sizes[1:])]
        self.biases = [np.zeros(y) for y in layer_sizes[1:]]

    def detailed_forward_pass(self, x, verbose=True):
        a = np.array(x, dtype=float)
        activations, zs = [a], []
        for l, (w, b) in enumerate(zip(self.weights, self.biases), 1):
            zs.append(np.dot(a, w) + b)
            a = sigmoid(zs[-1])
            activations.append(a)
            if verbose:
                print("Layer %d: z=%s a=%s" % (l, zs[-1], a))
        return a, activations, zs

    def detailed_backward_pass(self, x, y, activations, z_values, verbose=True):
        y = np.ravel(y).astype(float)
        a = activations[-1]
        cost = float(np.sum(np.nan_to_num(-y * np.log(a) - (1 - y) * np.log(1 - a))))
        nabla_b = [None] * len(self.weights)
        nabla_w = [None] * len(self.weights)
        delta = a - y
        for l in range(1, len(self.weights) + 1):
            if l > 1:
                sp = activations[-l] * (1 - activations[-l])
                delta = np.dot(self.weights[-l + 1], delta) * sp
            nabla_b[-l] = delta
            nabla_w[-l] = np.outer(activations[-l - 1], delta)
            if verbose:
                print("Layer %d: delta=%s" % (len(self.weights) - l + 1, delta))
        return nabla_w, nabla_b, cost

    def numerical_gradients(self, x, y, h=1e-5):
        y = np.ravel(y).astype(float)

        def cost(weights, biases):
            a = np.array(x, dtype=float)
            for w, b in zip(weights, biases):
                a = sigmoid(np.dot(a, w) + b)
            return float(np.sum(-y * np.log(a) - (1 - y) * np.log(1 - a)))

        nabla_w = [np.zeros(w.shape) for w in self.weights]
        nabla_b = [np.zeros(b.shape) for b in self.biases]
        for which, nabla in ((0, nabla_w), (1, nabla_b)):
            for l, n in enumerate(nabla):
                for index in np.ndindex(n.shape):
                    costs = []
                    for sign in (1, -1):
                        parameters = ([w.copy() for w in self.weights], [b.copy() for b in self.biases])
                        parameters[which][l][index] += sign * h
                        costs.append(cost(*parameters))
                    n[index] = (costs[0] - costs[1]) / (2 * h)
        return nabla_w, nabla_b
