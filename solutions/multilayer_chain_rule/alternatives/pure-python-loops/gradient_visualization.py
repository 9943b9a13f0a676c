import matplotlib.pyplot as plt

from gradient_magnitudes import sig_prime


def plot_magnitudes(gradient_data):
    for name in gradient_data:
        mags = gradient_data[name]["magnitudes"]
        xs = []
        for i in range(len(mags)):
            xs.append(i + 1)
        plt.plot(xs, mags, "-o", label=name)
    plt.yscale("log")
    plt.xlabel("layer")
    plt.ylabel("magnitude")
    plt.title("Gradient magnitudes")
    plt.legend()


def color_of(diagnosis):
    if diagnosis == "severe vanishing":
        return "red"
    elif diagnosis == "moderate vanishing":
        return "orange"
    elif diagnosis == "exploding":
        return "purple"
    else:
        return "green"


def plot_ratios(gradient_data):
    position = 0
    names = []
    for name in gradient_data:
        ratio = gradient_data[name]["decay_ratio"]
        if ratio is None:
            continue
        plt.bar(position, ratio, color=color_of(gradient_data[name]["diagnosis"]))
        names.append(name)
        position += 1
    plt.xticks(range(len(names)), names)
    plt.yscale("log")
    plt.xlabel("network")
    plt.ylabel("decay ratio")
    plt.title("Decay ratios")


def plot_activations(gradient_data):
    deepest = None
    for name in gradient_data:
        if deepest is None or gradient_data[name]["num_layers"] > gradient_data[deepest]["num_layers"]:
            deepest = name
    acts = gradient_data[deepest]["activations"]
    for l in range(1, len(acts)):
        plt.hist(list(acts[l]), alpha=0.5, label="Layer " + str(l))
    plt.xlabel("activation")
    plt.ylabel("count")
    plt.title("Activations of " + deepest)
    plt.legend()


def plot_products():
    zs = [-3 + 0.1 * i for i in range(61)]
    for n in range(1, 6):
        ys = []
        for z in zs:
            p = 1.0
            for _ in range(n):
                p = p * sig_prime(z)
            ys.append(p)
        if n == 1:
            plt.plot(zs, ys, label="1 layer")
        else:
            plt.plot(zs, ys, label=str(n) + " layers")
    plt.yscale("log")
    plt.xlabel("z")
    plt.ylabel("product of the derivatives")
    plt.title("Chains of derivatives")
    plt.legend()


def visualize_gradient_flow(gradient_data):
    fig = plt.figure(figsize=(10, 8))
    plt.subplot(221)
    plot_magnitudes(gradient_data)
    plt.subplot(222)
    plot_ratios(gradient_data)
    plt.subplot(223)
    plot_activations(gradient_data)
    plt.subplot(224)
    plot_products()
    return fig
