import numpy as np
import matplotlib.pyplot as plt

FUNCTIONS = {
    "sigmoid": lambda z: 1.0 / (1.0 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.where(z > 0, z, 0.0),
}
PRIMES = {
    "sigmoid": lambda z: FUNCTIONS["sigmoid"](z) * (1 - FUNCTIONS["sigmoid"](z)),
    "tanh": lambda z: 1.0 / np.cosh(z) ** 2,
    "relu": lambda z: np.where(z > 0, 1.0, 0.0),
}


def analyze_gradient_magnitudes(layer_inputs=(-2.0, -1.0, 0.0), initial_gradient=1.0, x_values=None):
    if x_values is None:
        x_values = np.linspace(-3, 3, 101)
    x = np.asarray(x_values, dtype=float)
    f, axarr = plt.subplots(2, 3)
    results = dict()
    for k, name in enumerate(("sigmoid", "tanh", "relu")):
        order = np.argsort(x)
        axarr[0, k].plot(x[order], FUNCTIONS[name](x[order]), "b-")
        axarr[1, k].plot(x[order], PRIMES[name](x[order]), "r-")
        axarr[0, k].set_title(name)
        axarr[1, k].set_title(name + " prime")
        d = PRIMES[name](np.asarray(layer_inputs, dtype=float))
        c = initial_gradient * np.multiply.accumulate(d)
        size = np.abs(c[-1])
        results[name] = {
            "max_derivative": PRIMES[name](x).max(),
            "min_derivative": PRIMES[name](x).min(),
            "layer_derivatives": d,
            "cumulative_gradients": c,
            "final_gradient": c[-1],
            "diagnosis": np.select([size < 0.1, size > 10], ["vanishing", "exploding"], "healthy").item(),
        }
    return results
