import warnings

import matplotlib.pyplot as plt
import numpy as np

from chain_rule_basics import logging, sigmoid, sigmoid_prime

FUNCS = dict(sigmoid=sigmoid, tanh=np.tanh, relu=lambda z: np.maximum(0, z))
DERIVS = dict(sigmoid=sigmoid_prime, tanh=lambda z: 1 - np.tanh(z) ** 2, relu=lambda z: (np.asarray(z) > 0) * 1.0)


def analyze_gradient_magnitudes(layer_inputs=(-2.0, -1.0, 0.0), initial_gradient=1.0, x_values=None):
    xs = np.linspace(-3, 3, 101) if x_values is None else np.array(x_values, dtype=float)
    plt.close("all")
    fig, ax = plt.subplots(2, 3)
    res = {}
    for j, name in enumerate(FUNCS):
        print("--- ", name, " ---")
        ax[0, j].plot(xs, FUNCS[name](xs), label="Funktion")
        ax[1, j].plot(xs, DERIVS[name](xs), label="Ableitung ∂")
        ax[0, j].legend()
        ax[1, j].set_title("Ableitung\n" + name)
        d = DERIVS[name](np.array(layer_inputs, dtype=float))
        c = np.cumprod(d) * initial_gradient
        print("path:", *["%.6f" % v for v in c])
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            np.log(c)  # divide by zero, negative: warns and does not matter
        word = "healthy"
        if np.fabs(c[-1]) < 0.1:
            word = "vanishing"
        if np.fabs(c[-1]) > 10:
            word = "exploding"
        logging.info("%s is %s", name, word)
        res[name] = {"max_derivative": DERIVS[name](xs).max(), "min_derivative": DERIVS[name](xs).min(),
                     "layer_derivatives": d, "cumulative_gradients": c, "final_gradient": c[-1], "diagnosis": word}
    plt.show()
    return res
