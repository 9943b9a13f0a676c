import math

import matplotlib.pyplot as plt

from chain_rule_basics import my_sigmoid


def sig_prime(z):
    s = my_sigmoid(z)
    return s * (1.0 - s)


def tanh_prime(z):
    return 1.0 - math.tanh(z) ** 2


def relu(z):
    if z > 0:
        return float(z)
    return 0.0


def relu_prime(z):
    if z > 0:
        return 1.0
    return 0.0


def plot_column(column, name, xs, ys, slopes):
    plt.subplot(2, 3, column)
    plt.plot(xs, ys)
    plt.title(name)
    plt.subplot(2, 3, column + 3)
    plt.plot(xs, slopes)
    plt.title(name + " derivative")


def size_in_words(gradient):
    size = abs(gradient)
    if size < 0.1:
        return "vanishing"
    elif size > 10:
        return "exploding"
    else:
        return "healthy"


def analyze_gradient_magnitudes(layer_inputs=(-2.0, -1.0, 0.0), initial_gradient=1.0, x_values=None):
    xs = []
    if x_values is None:
        for i in range(101):
            xs.append(-3.0 + 6.0 * i / 100)
    else:
        for x in x_values:
            xs.append(float(x))

    result = {}
    plt.figure()
    column = 1
    for name, f, df in (
        ("sigmoid", my_sigmoid, sig_prime),
        ("tanh", math.tanh, tanh_prime),
        ("relu", relu, relu_prime),
    ):
        ys = []
        slopes = []
        for x in xs:
            ys.append(f(x))
            slopes.append(df(x))
        plot_column(column, name, xs, ys, slopes)
        column += 1

        layer_derivatives = []
        cumulative = []
        gradient = float(initial_gradient)
        for z in layer_inputs:
            layer_derivatives.append(df(float(z)))
            gradient *= layer_derivatives[-1]
            cumulative.append(gradient)
        result[name] = {
            "max_derivative": max(slopes),
            "min_derivative": min(slopes),
            "layer_derivatives": layer_derivatives,
            "cumulative_gradients": cumulative,
            "final_gradient": gradient,
            "diagnosis": size_in_words(gradient),
        }
    return result
