import matplotlib.pyplot as plt
import numpy as np
from activations import relu, relu_derivative, sigmoid, sigmoid_derivative, tanh, tanh_derivative


def analyze_gradient_magnitudes(layer_inputs=(-2.0, -1.0, 0.0), initial_gradient=1.0, x_values=None):
    x = np.asarray(np.linspace(-3, 3, 101) if x_values is None else x_values, dtype=np.float64)
    z = np.asarray(layer_inputs, dtype=np.float64)
    fig, axes = plt.subplots(2, 3)
    out = {}
    table = np.array([(sigmoid, sigmoid_derivative), (tanh, tanh_derivative), (relu, relu_derivative)], dtype=object)
    for name, (f, df), (top, bottom) in zip(np.array(["sigmoid", "tanh", "relu"]), table, axes.T):
        for ax, fn in ((top, f), (bottom, df)):
            ax.plot(np.ma.masked_invalid(x), fn(x), marker=",")
        d = df(z)
        c = np.frompyfunc(np.multiply, 2, 1).accumulate(np.append(np.float64(initial_gradient), d), dtype=object)[1:].astype(np.float64)
        final = c[-1:].reshape(())
        size = np.absolute(final)
        out[str(name)] = {
            "max_derivative": df(x).max(keepdims=True).reshape(()), "min_derivative": df(x).min(keepdims=True).reshape(()),
            "layer_derivatives": tuple(d), "cumulative_gradients": tuple(c), "final_gradient": final,
            "diagnosis": np.array(["healthy", "vanishing", "exploding"])[int(size < 0.1) + 2 * int(size > 10)],
        }
    return out
