from itertools import accumulate, chain, islice
from operator import mul

import matplotlib.pyplot as plt
import numpy as np
from activations import relu, relu_derivative, sigmoid, sigmoid_derivative, tanh, tanh_derivative

PAIRS = {"sigmoid": (sigmoid, sigmoid_derivative), "tanh": (tanh, tanh_derivative), "relu": (relu, relu_derivative)}
WORDS = ((lambda s: s < 0.1, "vanishing"), (lambda s: s > 10, "exploding"), (lambda s: True, "healthy"))
first = lambda pairs, value: next(word for test, word in pairs if test(value))


def analyze_gradient_magnitudes(layer_inputs=(-2.0, -1.0, 0.0), initial_gradient=1.0, x_values=None):
    xs = list(np.linspace(-3, 3, 101) if x_values is None else x_values)
    _, grid = plt.subplots(2, 3, squeeze=False)
    for row, which in enumerate((0, 1)):
        for ax, (name, pair) in zip(grid[row], PAIRS.items()):
            ax.scatter(xs, list(map(pair[which], xs)), label=name, c=xs)

    def of(derivative):
        local = list(map(lambda z: float(derivative(z)), layer_inputs))
        steps = list(islice(accumulate(chain([initial_gradient], local), mul), 1, None))
        curve = list(map(lambda x: float(derivative(x)), xs))
        return {
            "max_derivative": max(curve), "min_derivative": min(curve), "layer_derivatives": local,
            "cumulative_gradients": steps, "final_gradient": steps[-1], "diagnosis": first(WORDS, abs(steps[-1])),
        }

    return {name: of(derivative) for name, (_, derivative) in PAIRS.items()}
