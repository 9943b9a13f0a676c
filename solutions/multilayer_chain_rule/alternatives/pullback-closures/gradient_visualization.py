import matplotlib.pyplot as plt
import numpy as np

from pullbacks import sigmoid, slope


def visualize_gradient_flow(gradient_data):
    plt.ioff()
    fig, axes = plt.subplots(2, 2, figsize=(10, 8), gridspec_kw={"wspace": 0.3, "hspace": 0.4})

    def panel(row, column, title, xlabel, ylabel, log=True):
        ax = axes[row, column]
        ax.set_title(title, loc="left")
        ax.set_xlabel(xlabel)
        ax.set_ylabel(ylabel)
        if log:
            ax.set_yscale("log", nonpositive="mask")
        return ax

    ax = panel(0, 0, "A", "layer", "magnitude")
    handles = []
    for name, d in gradient_data.items():
        handle, = ax.plot(range(1, d["num_layers"] + 1), d["magnitudes"], marker="o", mfc="white")
        handle.set_label(name)
        handles.append(handle)
    ax.legend(handles=handles, ncols=2)

    ax = panel(0, 1, "B", "network", "ratio")
    tone = dict(zip(("severe vanishing", "moderate vanishing", "exploding", "healthy"), ("tab:red", "tab:orange", "tab:purple", "tab:green")))
    shown = {n: d for n, d in gradient_data.items() if d["decay_ratio"]}
    ax.bar(list(shown), [d["decay_ratio"] for d in shown.values()], color=[tone[d["diagnosis"]] for d in shown.values()], alpha=0.7)

    ax = panel(1, 0, "C", "activation", "units", log=False)
    depth = [d["num_layers"] for d in gradient_data.values()]
    deepest = list(gradient_data.values())[int(np.argmax(depth))]
    for n, values in enumerate(deepest["activations"][1:], start=1):
        ax.hist(np.ravel(values), bins=np.linspace(0, 1, 11), histtype="stepfilled", alpha=0.4, label=f"Layer {n}")
    ax.legend()

    ax = panel(1, 1, "D", "z", "product of slopes")
    z = np.linspace(-3, 3, 100)
    s = slope(sigmoid, z)
    ax.plot(z, s, label="1 layer")
    for n in range(2, 6):
        ax.plot(z, s**n, label=f"{n} layers")
    ax.legend()
    return fig
