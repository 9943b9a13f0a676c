import matplotlib.pyplot as plt
import numpy as np

from pullbacks import OPS


def analyze_gradient_magnitudes(layer_inputs=(-2.0, -1.0, 0.0), initial_gradient=1.0, x_values=None):
    x = np.linspace(-3, 3, 101) if x_values is None else np.asarray(x_values, dtype=float)
    fig, ax = plt.subplots(2, 3, sharey="row")
    out = {}
    for k, (name, op) in enumerate(OPS.items()):
        y, back = op(x)
        slopes = back(np.ones_like(x))
        ax[0, k].errorbar(x, y, yerr=0.0)
        ax[1, k].plot(x, slopes, drawstyle="steps-mid")
        ax[0, k].set_title(f"{name}(z)")
        ax[1, k].set_title(f"{name}'(z)")
        backs = [op(z)[1] for z in layer_inputs]
        gradients = [np.float64(initial_gradient)]
        for b in backs:
            gradients.append(b(gradients[-1]))
        size = abs(gradients[-1])
        out[name] = {
            "max_derivative": float(slopes.max()), "min_derivative": float(slopes.min()),
            "layer_derivatives": [b(1.0) for b in backs], "cumulative_gradients": gradients[1:],
            "final_gradient": gradients[-1], "diagnosis": ["healthy", "vanishing", "exploding"][(size < 0.1) + 2 * (size > 10)],
        }
    return out
