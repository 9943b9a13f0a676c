import numpy as np
import activations as F


def unroll(arrays):
    return np.concatenate([np.reshape(a, -1) for a in arrays])


def reroll(theta, shapes):
    arrays, start = [], 0
    for shape in shapes:
        n = int(np.prod(shape))
        arrays.append(theta[start:start + n].reshape(shape))
        start += n
    return arrays


class DetailedBackpropNetwork():
    def __init__(self, layer_sizes):
        rng = np.random.RandomState(seed=42)
        self.layer_sizes = layer_sizes
        self.weights, self.biases = [], []
        for i, j in zip(layer_sizes[:-1], layer_sizes[1:]):
            self.weights += [rng.standard_normal(size=(i, j)) * .5]
            self.biases += [np.zeros(j)]

    @staticmethod
    def propagate(Ws, bs, x):
        a, z = [np.asarray(x, float)], []
        for W, b in zip(Ws, bs):
            z.append(np.matmul(a[-1], W) + b)
            a.append(F.sigmoid(z[-1]))
        return a, z

    def detailed_forward_pass(self, x, verbose=True):
        a, z = self.propagate(self.weights, self.biases, x)
        for k in range(len(z)):
            if verbose:
                print("Layer %i:" % (k + 1), z[k], "=>", a[k + 1])
        return a[-1], a, z

    def detailed_backward_pass(self, x, y, activations, z_values, verbose=True):
        dA = F.bce_loss_derivative(activations[-1], y)
        dWs, dbs = [None] * len(self.weights), [None] * len(self.weights)
        for k in range(len(self.weights))[::-1]:
            dZ = dA * F.sigmoid_derivative(z_values[k])
            dWs[k], dbs[k] = np.outer(activations[k], dZ), dZ
            dA = np.matmul(self.weights[k], dZ)
            if verbose:
                print("Layer %i: dZ" % (k + 1), dZ)
        return dWs, dbs, float(F.bce_loss(activations[-1], y))

    def numerical_gradients(self, x, y, h=1e-5):
        parameters = self.weights + self.biases
        shapes = [p.shape for p in parameters]
        theta = unroll(parameters)
        half = len(self.weights)

        def J(vector):
            arrays = reroll(vector, shapes)
            a, _ = self.propagate(arrays[:half], arrays[half:], x)
            return F.bce_loss(a[-1], y)

        gradapprox = np.zeros(theta.size)
        for i in range(theta.size):
            thetaplus, thetaminus = np.copy(theta), np.copy(theta)
            thetaplus[i] += h
            thetaminus[i] -= h
            gradapprox[i] = (J(thetaplus) - J(thetaminus)) / (2 * h)
        arrays = reroll(gradapprox, shapes)
        return arrays[:half], arrays[half:]
