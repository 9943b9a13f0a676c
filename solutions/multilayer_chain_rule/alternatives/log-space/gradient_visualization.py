import matplotlib.pyplot as plt
import numpy as np

from gradient_magnitudes import LOG_SLOPES


def visualize_gradient_flow(gradient_data):
    fig, axs = plt.subplots(nrows=2, ncols=2, figsize=(11, 9), constrained_layout=True)
    lines = axs[0, 0]
    for name, d in gradient_data.items():
        lines.plot(list(range(1, d["num_layers"] + 1)), list(d["magnitudes"]), marker=".", label=name)
    lines.set(title="log magnitude", xlabel="layer", ylabel="magnitude", yscale="log")
    bars = axs[0, 1]
    color = {"severe vanishing": "red", "moderate vanishing": "orange", "exploding": "purple", "healthy": "green"}
    for name, d in gradient_data.items():
        if d["num_layers"] > 1:
            bars.bar(name, d["decay_ratio"], color=color[d["diagnosis"]])
    bars.set(title="log ratio", xlabel="network", ylabel="ratio", yscale="log")
    acts = axs[1, 0]
    deepest = max(gradient_data.values(), key=lambda d: d["num_layers"])
    values = [np.ravel(a) for a in deepest["activations"]][1:]
    acts.hist(values, bins=10, histtype="step", label=[f"Layer {k + 1}" for k in range(len(values))])
    acts.set(title="activations", xlabel="activation", ylabel="units")
    chains = axs[1, 1]
    z = np.linspace(-3, 3, 151)
    for n in range(1, 6):
        chains.plot(z, np.exp(n * LOG_SLOPES["sigmoid"](z)), label=f"{n} layers" if n > 1 else "1 layer")
    chains.set(title="log chains", xlabel="z", ylabel="gradient", yscale="log")
    for ax in (lines, acts, chains):
        ax.legend()
    return fig
