import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from activations import sigmoid_derivative
from cycler import cycler


def visualize_gradient_flow(gradient_data):
    with mpl.rc_context({"axes.prop_cycle": cycler(color="kbgrcmy"), "lines.marker": "o", "axes.grid": True}):
        fig, ax = plt.subplots(2, 2, subplot_kw={"facecolor": "0.95"})
        for name, d in gradient_data.items():
            ax[0, 0].loglog(np.arange(1.0, d["num_layers"] + 1), np.asarray(d["magnitudes"]), label=name)
        ax[0, 0].set_xscale("linear")
        names = np.array([n for n, d in gradient_data.items() if d["decay_ratio"] is not None])
        ratios = np.array([gradient_data[n]["decay_ratio"] for n in names], dtype=float)
        words = np.array([str(gradient_data[n]["diagnosis"]) for n in names])
        for word, color in (("severe vanishing", "r"), ("moderate vanishing", "orange"), ("exploding", "purple"), ("healthy", "g")):
            chosen = words == word
            if chosen.any():
                ax[0, 1].bar(names[chosen], ratios[chosen], color=color, log=True)
    deepest = gradient_data[max(gradient_data, key=lambda n: int(gradient_data[n]["num_layers"]))]
    for n, a in enumerate(deepest["activations"][1:], 1):
        ax[1, 0].plot(np.sort(a), np.arange(1, np.size(a) + 1) / np.size(a), drawstyle="steps-post", label=f"Layer {n}")
    z = np.linspace(-3, 3, 31)
    lines = [ax[1, 1].plot(z, sigmoid_derivative(z) ** n)[0] for n in range(1, 6)]
    ax[1, 1].legend(lines, ("1 layer", "2 layers", "3 layers", "4 layers", "5 layers"), loc="lower center")
    ax[1, 1].set_yscale("log")
    for axis, (title, xlabel, ylabel) in zip(ax.ravel(), (("a", "layer", "size"), ("b", "net", "ratio"), ("c", "value", "share"), ("d", "z", "size"))):
        plt.setp(axis, title=title, xlabel=xlabel, ylabel=ylabel)
    ax[0, 0].legend()
    ax[1, 0].legend()
    return fig
