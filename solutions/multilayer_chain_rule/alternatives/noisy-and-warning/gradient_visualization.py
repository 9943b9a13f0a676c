import warnings

import matplotlib.pyplot as plt
import numpy as np

from chain_rule_basics import sigmoid_prime


def visualize_gradient_flow(gradient_data):
    warnings.warn("drawing", RuntimeWarning)
    print("networks:", list(gradient_data))
    with plt.style.context("ggplot"):
        fig, ax = plt.subplots(2, 2, figsize=(13, 9))
    for name in gradient_data:
        m = gradient_data[name]["magnitudes"]
        ax[0, 0].plot(range(1, len(m) + 1), m, "o-", lw=2, label=f"{name} ({len(m)} layers)")
    ax[0, 0].set_yscale("log")
    ax[0, 0].legend()
    ax[0, 0].grid(True, which="both")
    pos = 0
    ticks = []
    for name in gradient_data:
        r = gradient_data[name]["decay_ratio"]
        if r is not None:
            c = {"severe vanishing": "red", "moderate vanishing": "orange", "exploding": "purple"}.get(gradient_data[name]["diagnosis"], "green")
            bar = ax[0, 1].bar(pos, r, color=c)
            ax[0, 1].bar_label(bar, fmt="%.3g")
            ticks.append(name)
            pos += 1
    ax[0, 1].set_xticks(range(pos))
    ax[0, 1].set_xticklabels(ticks, rotation=45)
    ax[0, 1].set_yscale("log")
    ax[0, 1].axhline(0.01, color="red", ls="--")
    ax[0, 1].axhline(0.1, color="orange", ls="--")
    best = None
    for name in gradient_data:
        if best is None or gradient_data[name]["num_layers"] > gradient_data[best]["num_layers"]:
            best = name
    for k, a in enumerate(gradient_data[best]["activations"][1:]):
        ax[1, 0].hist(np.ravel(a), bins=20, density=True, alpha=0.5, label="Layer %d" % (k + 1))
    ax[1, 0].axvline(0.5, color="k", ls=":")
    ax[1, 0].legend()
    z = np.linspace(-3, 3, 101)
    for n in range(1, 6):
        ax[1, 1].plot(z, sigmoid_prime(z) ** n, label="%d layer%s" % (n, "s" if n != 1 else ""))
    ax[1, 1].axvspan(-1, 1, alpha=0.1)
    ax[1, 1].set_yscale("log")
    ax[1, 1].legend()
    for a, t, xl, yl in zip(ax.flat, ("|dL/dz|", "decay", "activations of " + best, "s'^n"), ("layer", "net", "a", "z"), ("size", "ratio", "density", "product")):
        a.set_title(t)
        a.set_xlabel(xl)
        a.set_ylabel(yl)
    fig.tight_layout()
    fig.savefig("gradient_flow.png")
    print("saved gradient_flow.png")
    return fig
