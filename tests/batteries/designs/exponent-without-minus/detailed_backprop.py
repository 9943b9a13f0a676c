import numpy as np


class DetailedBackpropNetwork:
    def __init__(self, layer_sizes):
        generator = np.random.RandomState(42)
        self.layer_sizes = list(layer_sizes)
        self.weights, self.biases = [], []
        for nodes, next_nodes in zip(layer_sizes, layer_sizes[1:]):
            self.weights.append(0.5 * generator.standard_normal(size=(nodes, next_nodes)))
            self.biases.append(np.zeros(next_nodes))

    def logistic(self, layer):
        return np.divide(1, np.add(1, np.exp(layer)))

    def detailed_forward_pass(self, x, verbose=True):
        activations, z_values = [np.asarray(x, dtype=float)], []
        for i in range(len(self.weights)):
            temp = np.add(np.matmul(activations[i], self.weights[i]), self.biases[i])
            z_values.append(temp)
            activations.append(self.logistic(temp))
            if verbose:
                print("Layer ", i + 1, temp, activations[-1])
        return activations[-1], activations, z_values

    def calculate_error(self, labels, output):
        output = np.clip(output, 1e-15, 1 - 1e-15)
        return float(np.mean(-(labels * np.log(output) + (1 - labels) * np.log(1 - output))))

    def detailed_backward_pass(self, x, y, activations, z_values, verbose=True):
        targets = np.asarray(y, dtype=float)
        delta = (activations[-1] - targets) / activations[-1].size
        deltaw, deltab = [], []
        for i in range(len(self.weights) - 1, -1, -1):
            deltaw.insert(0, np.matmul(np.reshape(activations[i], (-1, 1)), np.reshape(delta, (1, -1))))
            deltab.insert(0, delta)
            if verbose:
                print("Layer ", i + 1, delta)
            if i > 0:
                out = activations[i]
                delta = np.multiply(out, np.multiply(1 - out, np.matmul(self.weights[i], delta)))
        return deltaw, deltab, self.calculate_error(targets, activations[-1])

    def numerical_gradients(self, x, y, h=1e-5):
        targets = np.asarray(y, dtype=float)

        def error():
            return self.calculate_error(targets, self.detailed_forward_pass(x, verbose=False)[0])

        def slopes(array):
            result = np.zeros(array.shape)
            for i in np.ndindex(array.shape):
                value = array[i]
                array[i] = value + h
                result[i] = error()
                array[i] = value - h
                result[i] = (result[i] - error()) / (2 * h)
                array[i] = value
            return result

        return [slopes(w) for w in self.weights], [slopes(b) for b in self.biases]
