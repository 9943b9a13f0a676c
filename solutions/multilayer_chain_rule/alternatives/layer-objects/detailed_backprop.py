import copy

import numpy as np

from layers import Dense, Sigmoid, SigmoidWithBCE


class DetailedBackpropNetwork:
    def __init__(self, layer_sizes):
        random = np.random.RandomState(42)
        self.layer_sizes = list(layer_sizes)
        self.weights = [random.normal(0, 0.5, (a, b)) for a, b in zip(layer_sizes, layer_sizes[1:])]
        self.biases = [np.zeros(b) for b in layer_sizes[1:]]

    def detailed_forward_pass(self, x, verbose=True):
        activations, z_values = [np.array(x, float)], []
        for number, (w, b) in enumerate(zip(self.weights, self.biases), 1):
            z_values.append(Dense(w, b).forward(activations[-1]))
            activations.append(Sigmoid().forward(z_values[-1]))
            if verbose:
                print(f"--- Layer {number} ---\nz = {z_values[-1]}\na = {activations[-1]}")
        return activations[-1], activations, z_values

    def detailed_backward_pass(self, x, y, activations, z_values, verbose=True):
        y = np.asarray(y, dtype=float)
        head = SigmoidWithBCE()
        loss = head.forward(z_values[-1], y)
        dz = head.backward()
        gw, gb = [], []
        for number in range(len(self.weights), 0, -1):
            dense = Dense(self.weights[number - 1], self.biases[number - 1])
            dense.forward(activations[number - 1])
            da = dense.backward(dz)
            gw.insert(0, dense.dweights)
            gb.insert(0, dense.dbias)
            if verbose:
                print(f"--- Layer {number} ---\ndL/dW = {dense.dweights}\ndL/db = {dense.dbias}")
            if number > 1:
                act = Sigmoid()
                act.forward(z_values[number - 2])
                dz = act.backward(da)
        return gw, gb, loss

    def numerical_gradients(self, x, y, h=1e-5):
        y = np.asarray(y, dtype=float)
        twin = copy.deepcopy(self)

        def loss():
            _, _, z = twin.detailed_forward_pass(x, verbose=False)
            return SigmoidWithBCE().forward(z[-1], y)

        def walk(arrays):
            out = []
            for array in arrays:
                flat, gradient = array.reshape(-1), np.zeros(array.size)
                for k in range(flat.size):
                    middle = flat[k]
                    flat[k] = middle + h
                    gradient[k] = loss()
                    flat[k] = middle - h
                    gradient[k] -= loss()
                    flat[k] = middle
                out.append(gradient.reshape(array.shape) / (2 * h))
            return out

        return walk(twin.weights), walk(twin.biases)
