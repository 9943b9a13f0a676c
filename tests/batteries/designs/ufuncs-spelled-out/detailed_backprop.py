import numpy as np


class DetailedBackpropNetwork:

    def __init__(self, layer_sizes):
        generator = np.random.RandomState(42)
        self.layer_sizes = [int(n) for n in layer_sizes]
        self.weights = [np.multiply(0.5, generator.standard_normal((self.layer_sizes[i], self.layer_sizes[i + 1])))
                        for i in range(len(self.layer_sizes) - 1)]
        self.biases = [np.zeros(self.layer_sizes[i + 1]) for i in range(len(self.layer_sizes) - 1)]

    def logistic(self, layer):
        return np.divide(1, np.add(1, np.exp(np.negative(layer))))

    def detailed_forward_pass(self, x, verbose=True):
        activations, z_values = [np.array(x, dtype=np.float64)], []
        for i in range(len(self.weights)):
            temp = np.add(np.matmul(activations[i], self.weights[i]), self.biases[i])
            z_values.append(temp)
            activations.append(self.logistic(temp))
            if verbose:
                print("== Layer", i + 1, "== z:", temp, "a:", activations[-1])
        return activations[-1], activations, z_values

    def cross_entropy(self, labels, outputs):
        outputs = np.clip(outputs, 1e-15, 1 - 1e-15)
        return float(np.negative(np.mean(np.add(np.multiply(labels, np.log(outputs)),
                                                np.multiply(np.subtract(1, labels), np.log(np.subtract(1, outputs)))))))

    def detailed_backward_pass(self, x, y, activations, z_values, verbose=True):
        labels = np.array(y, dtype=np.float64)
        deltab = np.divide(np.subtract(activations[-1], labels), np.size(activations[-1]))
        grad_weights, grad_biases = [], []
        for i in range(len(self.weights) - 1, -1, -1):
            grad_weights.append(np.multiply.outer(activations[i], deltab))
            grad_biases.append(deltab)
            if verbose:
                print("== Layer", i + 1, "== delta:", deltab)
            s = self.logistic(z_values[i - 1]) if i > 0 else None
            deltab = np.matmul(self.weights[i], deltab)
            if i > 0:
                deltab = np.multiply(deltab, np.multiply(s, np.subtract(1, s)))
        grad_weights.reverse()
        grad_biases.reverse()
        return grad_weights, grad_biases, self.cross_entropy(labels, activations[-1])

    def numerical_gradients(self, x, y, h=1e-5):
        labels = np.array(y, dtype=np.float64)
        answer = ([], [])
        for where, arrays in enumerate((self.weights, self.biases)):
            for array in arrays:
                kept = array.copy()
                slopes = np.empty(array.shape)
                for place in np.ndindex(array.shape):
                    losses = []
                    for sign in (+1, -1):
                        array[...] = kept
                        array[place] += sign * h
                        losses.append(self.cross_entropy(labels, self.detailed_forward_pass(x, False)[0]))
                    slopes[place] = np.divide(np.subtract(losses[0], losses[1]), np.multiply(2, h))
                array[...] = kept
                answer[where].append(slopes)
        return answer
