import matplotlib.pyplot as plt
import numpy as np

from layer_utils import sigmoid_backward, sigmoid_forward


def visualize_gradient_flow(gradient_data):
    plt.close("all")
    plt.figure()
    plt.subplot(2, 2, 1)
    plt.title("Gradient norms")
    curves = {}
    for name in sorted(gradient_data, key=lambda k: -gradient_data[k]["num_layers"]):  # the longest at the bottom
        m = np.array(gradient_data[name]["magnitudes"])
        curves[name] = plt.plot(1 + np.arange(m.shape[0]), m, "^-")[0]
    plt.yscale("log")
    plt.xlabel("Layer")
    plt.ylabel("Norm")
    plt.legend([curves[name] for name in gradient_data], ["network: " + name for name in gradient_data])

    plt.subplot(2, 2, 2)
    plt.title("Decay")
    rows = [(k, v["decay_ratio"], v["diagnosis"]) for k, v in gradient_data.items() if v["num_layers"] > 1]
    colors = {"severe vanishing": "red", "moderate vanishing": "orange", "exploding": "purple", "healthy": "green"}
    bars = plt.bar([r[0] for r in rows], [r[1] for r in rows])
    for bar, row in zip(bars, rows):
        bar.set_facecolor(colors[row[2]])
    plt.yscale("log")
    plt.axhline(1.0, linestyle=":")
    plt.xlabel("Network")
    plt.ylabel("Ratio")

    plt.subplot(2, 2, 3)
    deepest = max(gradient_data, key=lambda k: len(gradient_data[k]["magnitudes"]))
    plt.title("Activations (%s)" % deepest)
    acts = gradient_data[deepest]["activations"]
    for i in range(1, len(acts)):
        plt.hist(acts[i].ravel(), 30, range=(0, 1), label="Layer %d: mean %.2f" % (i, acts[i].mean()))
    plt.xlabel("Value")
    plt.ylabel("Count")
    plt.legend()

    plt.subplot(2, 2, 4)
    plt.title("Vanishing")
    z = np.linspace(-3.0, 3.0, num=75)
    _, cache = sigmoid_forward(z)
    chains = [np.ones_like(z)]
    for n in range(1, 6):
        chains.append(sigmoid_backward(chains[-1], cache))
    handles = [plt.plot(z, chains[n], "-")[0] for n in range(5, 0, -1)]
    plt.gca().set_yscale("log")
    plt.xlabel("z")
    plt.ylabel("Gradient")
    plt.legend(handles[::-1], ["%d %s" % (n, "layers" if n > 1 else "layer") for n in range(1, 6)])
    return plt.gcf()
