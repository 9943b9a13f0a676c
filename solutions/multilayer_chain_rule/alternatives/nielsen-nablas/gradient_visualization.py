import numpy as np
import matplotlib.pyplot as plt
from matplotlib.gridspec import GridSpec

from gradient_magnitudes import PRIMES


def visualize_gradient_flow(gradient_data):
    f = plt.figure(figsize=(12, 9))
    gs = GridSpec(2, 2, figure=f, hspace=0.4)
    ax = f.add_subplot(gs[0, 0])
    for name in sorted(gradient_data):
        d = gradient_data[name]
        ax.semilogy(range(1, len(d["magnitudes"]) + 1), d["magnitudes"], marker="o", label=name)
    ax.legend(loc="best")
    ax.set_title("Magnitudes")
    ax.set_xlabel("Layer")
    ax.set_ylabel("Magnitude")

    ax = f.add_subplot(gs[0, 1])
    colors = dict(zip(["severe vanishing", "moderate vanishing", "exploding", "healthy"], ["r", "orange", "purple", "g"]))
    chosen = [n for n in sorted(gradient_data) if gradient_data[n]["num_layers"] > 1]
    rects = ax.bar(np.arange(len(chosen)), [gradient_data[n]["decay_ratio"] for n in chosen], 0.35)
    for rect, n in zip(rects, chosen):
        rect.set_color(colors[gradient_data[n]["diagnosis"]])
    ax.set_xticks(np.arange(len(chosen)))
    ax.set_xticklabels(chosen)
    ax.set_yscale("log")
    ax.set_title("Ratios")
    ax.set_xlabel("Network")
    ax.set_ylabel("First / output")

    ax = f.add_subplot(gs[1, 0])
    n = max(gradient_data, key=lambda k: gradient_data[k]["num_layers"])
    for l, a in enumerate(gradient_data[n]["activations"]):
        if l == 0:
            continue
        counts, edges = np.histogram(a, bins=10)
        ax.plot((edges[:-1] + edges[1:]) / 2, counts, "o-", label="Layer %i" % l)
    ax.legend()
    ax.set_title("Activations, network %s" % n)
    ax.set_xlabel("Activation")
    ax.set_ylabel("Count")

    ax = f.add_subplot(gs[1, 1])
    z = np.arange(-3, 3.001, 0.05)
    ax.semilogy(z, PRIMES["sigmoid"](z), label="1 layer")
    for n in (2, 3, 4, 5):
        ax.semilogy(z, np.power(PRIMES["sigmoid"](z), n), label="%d layers" % n)
    ax.legend()
    ax.set_title("Powers")
    ax.set_xlabel("z")
    ax.set_ylabel("product")
    return f
