import numpy as np

'''
Artificial Feed Forward Neural Network
- Sigmoid activation
- Gradient Descent
'''


class DetailedBackpropNetwork:
    # layer_sizes = the architecture of the network [2, 2, 2] = 2 neurons each layer
    def __init__(self, layer_sizes):
        self.layer_sizes = list(layer_sizes)
        self.layers = len(layer_sizes) - 1
        random = np.random.RandomState(42)
        self.weights = [random.randn(layer_sizes[i], layer_sizes[i + 1]) * 0.5 for i in range(self.layers)]
        self.biases = [np.zeros(layer_sizes[i]) for i in range(1, self.layers + 1)]

    def squashed(self, O):
        return 1 / (1 + np.exp(-O))

    def squashed_prime(self, Z):
        return self.squashed(Z) * (1 - self.squashed(Z))

    def detailed_forward_pass(self, x, verbose=True):
        inp = np.array(x, dtype=float)
        activations, weighted_sums = [inp], []
        for i in range(self.layers):
            z = np.dot(inp, self.weights[i]) + self.biases[i]
            inp = self.squashed(z)
            weighted_sums.append(z)
            activations.append(inp)
            if verbose:
                print("Layer", i + 1, ": sum", z, "output", inp)
        return inp, activations, weighted_sums

    def cost(self, y_target, y_output):
        p = np.clip(y_output, 1e-15, 1 - 1e-15)
        return float(np.mean(-y_target * np.log(p) - (1 - y_target) * np.log(1 - p)))

    def detailed_backward_pass(self, x, y, activations, z_values, verbose=True, alpha=0.03):
        y = np.array(y, dtype=float)
        loss = self.cost(y, activations[-1])
        curr_error = (activations[-1] - y) / activations[-1].size
        weight_delta, bias_delta = [None] * self.layers, [None] * self.layers
        for e in range(self.layers, 0, -1):
            weight_delta[e - 1] = np.outer(activations[e - 1], curr_error)
            bias_delta[e - 1] = curr_error
            # adjusting the weights based on the error of each neuron
            self.biases[e - 1] = self.biases[e - 1] - alpha * bias_delta[e - 1]
            self.weights[e - 1] = self.weights[e - 1] - alpha * weight_delta[e - 1]
            if verbose:
                print("Layer", e, ": error", curr_error)
            if e > 1:
                curr_error = np.dot(self.weights[e - 1], curr_error) * self.squashed_prime(z_values[e - 2])
        return weight_delta, bias_delta, loss

    def numerical_gradients(self, x, y, h=1e-5):
        y = np.array(y, dtype=float)
        results = []
        for params in (self.weights, self.biases):
            slopes = []
            for p in params:
                s = np.zeros_like(p)
                for i, v in np.ndenumerate(p.copy()):
                    p[i] = v + h
                    plus = self.cost(y, self.detailed_forward_pass(x, verbose=False)[0])
                    p[i] = v - h
                    minus = self.cost(y, self.detailed_forward_pass(x, verbose=False)[0])
                    p[i] = v
                    s[i] = (plus - minus) / (2 * h)
                slopes.append(s)
            results.append(slopes)
        return results[0], results[1]
