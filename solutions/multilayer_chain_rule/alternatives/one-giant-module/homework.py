"""Everything in one file, the way it grew. The modules that are handed in import from here."""
import math

import matplotlib.pyplot as plt
import numpy as np
from activations import bce_loss, relu, relu_derivative, sigmoid, sigmoid_derivative, tanh, tanh_derivative
from data_generators import load_sports_dataset

# ---------------------------------------------------------------- 1.1


def demonstrate_chain_rule_basics(x=2.0, t=0.5, inputs=(2.0, 1.0, 1.0), weights=(0.3, 0.5, 0.4), bias=0.1, step=1e-6):
    result = {"single": {}, "multi": {}, "neuron": {}}
    result["single"]["g"] = pow(x, 2) + 1
    result["single"]["h"] = math.sin(result["single"]["g"])
    result["single"]["dg_dx"] = 2 * x
    result["single"]["dh_dg"] = math.cos(result["single"]["g"])
    result["single"]["dh_dx"] = result["single"]["dg_dx"] * result["single"]["dh_dg"]
    hi = math.sin(pow(x + step, 2) + 1)
    lo = math.sin(pow(x - step, 2) + 1)
    result["single"]["dh_dx_numerical"] = (hi - lo) / (2 * step)

    result["multi"]["x"] = math.cos(t)
    result["multi"]["y"] = math.sin(t)
    result["multi"]["z"] = pow(math.cos(t), 2) * math.sin(t)
    result["multi"]["dz_dx"] = 2 * math.cos(t) * math.sin(t)
    result["multi"]["dz_dy"] = pow(math.cos(t), 2)
    result["multi"]["dx_dt"] = -math.sin(t)
    result["multi"]["dy_dt"] = math.cos(t)
    path1 = result["multi"]["dz_dx"] * result["multi"]["dx_dt"]
    path2 = result["multi"]["dz_dy"] * result["multi"]["dy_dt"]
    result["multi"]["dz_dt"] = path1 + path2
    hi = pow(math.cos(t + step), 2) * math.sin(t + step)
    lo = pow(math.cos(t - step), 2) * math.sin(t - step)
    result["multi"]["dz_dt_numerical"] = (hi - lo) / (2 * step)

    inputs = np.array(inputs).astype(float)
    weights = np.array(weights).astype(float)
    z = np.inner(weights, inputs) + bias
    result["neuron"]["z"] = z
    result["neuron"]["a"] = sigmoid(z)
    result["neuron"]["da_dz"] = sigmoid_derivative(z)
    result["neuron"]["dz_dw"] = inputs
    result["neuron"]["da_dw"] = sigmoid_derivative(z) * inputs
    result["neuron"]["da_db"] = sigmoid_derivative(z)
    result["neuron"]["da_dx"] = sigmoid_derivative(z) * weights
    numerical = np.zeros(len(weights))
    for i in range(len(weights)):
        weights[i] += step
        hi = sigmoid(np.inner(weights, inputs) + bias)
        weights[i] -= 2 * step
        lo = sigmoid(np.inner(weights, inputs) + bias)
        weights[i] += step
        numerical[i] = (hi - lo) / (2 * step)
    result["neuron"]["da_dw_numerical"] = numerical
    return result


# ---------------------------------------------------------------- 1.2


def analyze_gradient_magnitudes(layer_inputs=(-2.0, -1.0, 0.0), initial_gradient=1.0, x_values=None):
    if x_values is None:
        x_values = np.linspace(-3, 3, 101)
    x_values = np.asarray(x_values)
    fig, ((a1, a2, a3), (b1, b2, b3)) = plt.subplots(2, 3)
    a1.plot(x_values, sigmoid(x_values))
    a2.plot(x_values, tanh(x_values))
    a3.plot(x_values, relu(x_values))
    b1.plot(x_values, sigmoid_derivative(x_values))
    b2.plot(x_values, tanh_derivative(x_values))
    b3.plot(x_values, relu_derivative(x_values))

    def one(derivative):
        d = {"max_derivative": np.max(derivative(x_values)), "min_derivative": np.min(derivative(x_values))}
        d["layer_derivatives"] = np.array([derivative(z) for z in layer_inputs])
        d["cumulative_gradients"] = np.zeros(len(layer_inputs))
        gradient = initial_gradient
        for i, z in enumerate(layer_inputs):
            gradient = gradient * derivative(z)
            d["cumulative_gradients"][i] = gradient
        d["final_gradient"] = gradient
        if np.abs(gradient) < 0.1:
            d["diagnosis"] = "vanishing"
        elif np.abs(gradient) > 10:
            d["diagnosis"] = "exploding"
        else:
            d["diagnosis"] = "healthy"
        return d

    return {"sigmoid": one(sigmoid_derivative), "tanh": one(tanh_derivative), "relu": one(relu_derivative)}


# ---------------------------------------------------------------- 2.1


class MultiLayerNetwork:
    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        if activation != "sigmoid" and activation != "tanh" and activation != "relu":
            raise ValueError("Wrong activation")
        self.layer_sizes = layer_sizes
        self.num_layers = len(layer_sizes) - 1
        self.activation = activation
        self.weights = []
        self.biases = []
        generator = rng
        if generator is None:
            generator = np.random.default_rng()
        for i in range(len(layer_sizes) - 1):
            n_prev = layer_sizes[i]
            n_next = layer_sizes[i + 1]
            self.weights.append(generator.normal(0, math.sqrt(2 / (n_prev + n_next)), (n_prev, n_next)))
            self.biases.append(np.zeros(n_next))

    def count_parameters(self):
        total = 0
        for w in self.weights:
            total += w.size
        for b in self.biases:
            total += b.size
        return total

    def act(self, z):
        if self.activation == "sigmoid":
            return sigmoid(z)
        if self.activation == "tanh":
            return tanh(z)
        return relu(z)

    def act_derivative(self, z):
        if self.activation == "sigmoid":
            return sigmoid_derivative(z)
        if self.activation == "tanh":
            return tanh_derivative(z)
        return relu_derivative(z)

    def forward_pass(self, x, store_activations=True):
        activations = [x]
        z_values = []
        for i in range(self.num_layers):
            z = np.matmul(activations[i], self.weights[i]) + self.biases[i]
            z_values.append(z)
            if i == self.num_layers - 1:
                activations.append(sigmoid(z))
            else:
                activations.append(self.act(z))
        if store_activations:
            return activations[-1], activations, z_values
        else:
            return activations[-1]

    def backward_pass(self, x, y, activations, z_values):
        gradients_w = [0] * self.num_layers
        gradients_b = [0] * self.num_layers
        gradient_magnitudes = [0] * self.num_layers
        i = self.num_layers - 1
        delta = activations[-1] - y
        while True:
            gradients_w[i] = np.zeros(self.weights[i].shape)
            for j in range(self.weights[i].shape[0]):
                for k in range(self.weights[i].shape[1]):
                    gradients_w[i][j][k] = activations[i][j] * delta[k]
            gradients_b[i] = delta
            gradient_magnitudes[i] = np.linalg.norm(delta)
            if i == 0:
                break
            delta = np.matmul(delta, np.transpose(self.weights[i])) * self.act_derivative(z_values[i - 1])
            i = i - 1
        return gradients_w, gradients_b, gradient_magnitudes


# ---------------------------------------------------------------- 3.1


def analyze_gradient_flow(networks, x, y):
    results = {}
    for name in networks.keys():
        n = networks[name]
        output, activations, z_values = n.forward_pass(x)
        gw, gb, gm = n.backward_pass(x, y, activations, z_values)
        results[name] = {}
        results[name]["magnitudes"] = gm
        results[name]["num_layers"] = n.num_layers
        results[name]["activations"] = activations
        results[name]["z_values"] = z_values
        if n.num_layers == 1:
            results[name]["decay_ratio"] = None
            results[name]["diagnosis"] = None
        else:
            results[name]["decay_ratio"] = gm[0] / gm[-1]
            if results[name]["decay_ratio"] < 0.01:
                results[name]["diagnosis"] = "severe vanishing"
            elif 0.01 <= results[name]["decay_ratio"] < 0.1:
                results[name]["diagnosis"] = "moderate vanishing"
            elif results[name]["decay_ratio"] > 10:
                results[name]["diagnosis"] = "exploding"
            else:
                results[name]["diagnosis"] = "healthy"
        results[name]["saturated_layers"] = []
        if n.activation == "sigmoid":
            for i in range(0, n.num_layers - 1):
                if np.abs(np.mean(z_values[i])) > 3:
                    results[name]["saturated_layers"].append(i + 1)
    return results


# ---------------------------------------------------------------- 3.2


def plot_decay_ratios(ax2, gradient_data):
    where = 0
    for name in gradient_data:
        if gradient_data[name]["num_layers"] == 1:
            continue
        if gradient_data[name]["diagnosis"] == "severe vanishing":
            ax2.bar(where, gradient_data[name]["decay_ratio"], color="red", label=name)
        if gradient_data[name]["diagnosis"] == "moderate vanishing":
            ax2.bar(where, gradient_data[name]["decay_ratio"], color="orange", label=name)
        if gradient_data[name]["diagnosis"] == "exploding":
            ax2.bar(where, gradient_data[name]["decay_ratio"], color="purple", label=name)
        if gradient_data[name]["diagnosis"] == "healthy":
            ax2.bar(where, gradient_data[name]["decay_ratio"], color="green", label=name)
        where += 1
    ax2.set_title("Decay ratio")
    ax2.set_xlabel("Network")
    ax2.set_ylabel("Ratio")
    ax2.set_yscale("log")
    ax2.legend()


def visualize_gradient_flow(gradient_data):
    fig = plt.figure(1)
    fig.clf()
    fig.set_size_inches(12, 8)
    ax1 = fig.add_subplot(2, 2, 1)
    ax2 = fig.add_subplot(2, 2, 2)
    ax3 = fig.add_subplot(2, 2, 3)
    ax4 = fig.add_subplot(2, 2, 4)
    names = list(gradient_data.keys())
    for name in names:
        ax1.semilogy(np.arange(1, len(gradient_data[name]["magnitudes"]) + 1), gradient_data[name]["magnitudes"], "o-", label=name)
    ax1.set_title("Gradient magnitude per layer")
    ax1.set_xlabel("Layer")
    ax1.set_ylabel("Magnitude")
    ax1.legend()
    plot_decay_ratios(ax2, gradient_data)
    depths = [gradient_data[name]["num_layers"] for name in names]
    deepest = names[depths.index(max(depths))]
    for i in range(1, len(gradient_data[deepest]["activations"])):
        ax3.hist(gradient_data[deepest]["activations"][i], alpha=0.6, label=f"Layer {i}", edgecolor="k", rwidth=0.9)
    ax3.set_title("Distribution of the activations")
    ax3.set_xlabel("Activation")
    ax3.set_ylabel("Frequency")
    ax3.legend()
    z = np.linspace(-3, 3, 1000)
    ax4.plot(z, sigmoid_derivative(z), label="1 layer")
    ax4.plot(z, sigmoid_derivative(z) ** 2, label="2 layers")
    ax4.plot(z, sigmoid_derivative(z) ** 3, label="3 layers")
    ax4.plot(z, sigmoid_derivative(z) ** 4, label="4 layers")
    ax4.plot(z, sigmoid_derivative(z) ** 5, label="5 layers")
    ax4.set_title("Repeated sigmoid derivative")
    ax4.set_xlabel("z")
    ax4.set_ylabel("Derivative")
    ax4.set_yscale("log")
    ax4.legend()
    return fig


# ---------------------------------------------------------------- 4.1


class DetailedBackpropNetwork(MultiLayerNetwork):
    def __init__(self, layer_sizes):
        super().__init__(layer_sizes, "sigmoid")
        random_state = np.random.RandomState(42)
        for i in range(self.num_layers):
            self.weights[i] = 0.5 * random_state.randn(layer_sizes[i], layer_sizes[i + 1])

    def detailed_forward_pass(self, x, verbose=True):
        output, activations, z_values = self.forward_pass(np.array(x, dtype=float))
        for i in range(self.num_layers):
            if verbose:
                print("Layer " + str(i + 1) + ": z = " + str(z_values[i]) + ", a = " + str(activations[i + 1]))
        return output, activations, z_values

    def detailed_backward_pass(self, x, y, activations, z_values, verbose=True):
        gradients_w, gradients_b, _ = self.backward_pass(x, y, activations, z_values)
        for i in range(self.num_layers - 1, -1, -1):
            if verbose:
                print("Layer " + str(i + 1) + ": dW = " + str(gradients_w[i]) + ", db = " + str(gradients_b[i]))
        return gradients_w, gradients_b, bce_loss(activations[-1], y)

    def numerical_gradients(self, x, y, h=1e-5):
        gradients_w = []
        gradients_b = []
        for i in range(self.num_layers):
            gradients_w.append(np.zeros(self.weights[i].shape))
            gradients_b.append(np.zeros(self.biases[i].shape))
            for j in range(self.weights[i].shape[0]):
                for k in range(self.weights[i].shape[1]):
                    original = self.weights[i][j][k]
                    self.weights[i][j][k] = original + h
                    plus = bce_loss(self.forward_pass(x, False), y)
                    self.weights[i][j][k] = original - h
                    minus = bce_loss(self.forward_pass(x, False), y)
                    self.weights[i][j][k] = original
                    gradients_w[i][j][k] = (plus - minus) / (2 * h)
            for k in range(self.biases[i].shape[0]):
                original = self.biases[i][k]
                self.biases[i][k] = original + h
                plus = bce_loss(self.forward_pass(x, False), y)
                self.biases[i][k] = original - h
                minus = bce_loss(self.forward_pass(x, False), y)
                self.biases[i][k] = original
                gradients_b[i][k] = (plus - minus) / (2 * h)
        return gradients_w, gradients_b


# ---------------------------------------------------------------- 4.2


def make_verifier(network_class):
    def verify_backpropagation(network=None, x=None, y=None, h=1e-5):
        features, labels, _, _ = load_sports_dataset()
        if network is None:
            network = network_class([3, 2, 1])
        if x is None:
            x = features[0]
        if y is None:
            y = labels[0]
        _, activations, z_values = network.detailed_forward_pass(x, verbose=False)
        gw, gb, _ = network.detailed_backward_pass(x, y, activations, z_values, verbose=False)
        nw, nb = network.numerical_gradients(x, y, h)
        results = []
        for i in range(len(gw)):
            max_w = np.max(np.abs(gw[i] - nw[i]))
            max_b = np.max(np.abs(gb[i] - nb[i]))
            if max_w < 1e-6 and max_b < 1e-6:
                verdict = "perfect"
            elif max_w < 1e-4 and max_b < 1e-4:
                verdict = "good"
            else:
                verdict = "mismatch"
            results.append({"layer": i + 1, "max_weight_difference": max_w, "max_bias_difference": max_b, "verdict": verdict})
        return results

    return verify_backpropagation
