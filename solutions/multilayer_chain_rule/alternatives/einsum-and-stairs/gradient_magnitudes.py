import matplotlib.pyplot as plt
import numpy as np
import activations as A

NAMES = ("sigmoid", "tanh", "relu")


def analyze_gradient_magnitudes(layer_inputs=(-2.0, -1.0, 0.0), initial_gradient=1.0, x_values=None):
    x = np.linspace(-3, 3, 101) if x_values is None else np.ravel(x_values)
    z = np.ravel(np.asarray(layer_inputs, dtype=float))
    f = np.stack([getattr(A, n)(x) for n in NAMES])
    d = np.stack([getattr(A, n + "_derivative")(x) for n in NAMES])
    at_layers = np.stack([getattr(A, n + "_derivative")(z) for n in NAMES])
    lower = np.tri(z.size)  # cumulative product as a masked product
    cumulative = np.prod(np.where(lower[None] > 0, at_layers[:, None, :], 1.0), axis=2) * initial_gradient
    fig = plt.figure(constrained_layout=True)
    for column, axes in enumerate(fig.subplots(2, 3).T):
        for ax, y, color in zip(axes, (f[column], d[column]), "bg"):
            ax.plot(x, y, color + ".")
            ax.set_title(NAMES[column])
    size = np.abs(cumulative[:, -1])
    words = np.where(size < 0.1, "vanishing", np.where(size > 10, "exploding", "healthy"))
    return {
        n: {
            "max_derivative": d[k].max(), "min_derivative": d[k].min(), "layer_derivatives": at_layers[k],
            "cumulative_gradients": cumulative[k], "final_gradient": cumulative[k, -1], "diagnosis": str(words[k]),
        }
        for k, n in enumerate(NAMES)
    }
