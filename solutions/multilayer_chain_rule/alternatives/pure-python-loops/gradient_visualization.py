import matplotlib.pyplot as plt

from gradient_magnitudes import sig_prime


def visualize_gradient_flow(gradient_data):
    fig = plt.figure(figsize=(10, 8))

    plt.subplot(221)
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

    plt.subplot(222)
    position = 0
    names = []
    for name in gradient_data:
        ratio = gradient_data[name]["decay_ratio"]
        if ratio is None:
            continue
        d = gradient_data[name]["diagnosis"]
        if d == "severe vanishing":
            c = "red"
        elif d == "moderate vanishing":
            c = "orange"
        elif d == "exploding":
            c = "purple"
        else:
            c = "green"
        plt.bar(position, ratio, color=c)
        names.append(name)
        position += 1
    plt.xticks(range(len(names)), names)
    plt.yscale("log")
    plt.xlabel("network")
    plt.ylabel("decay ratio")
    plt.title("Decay ratios")

    deepest = None
    for name in gradient_data:
        if deepest is None or gradient_data[name]["num_layers"] > gradient_data[deepest]["num_layers"]:
            deepest = name
    plt.subplot(223)
    acts = gradient_data[deepest]["activations"]
    for l in range(1, len(acts)):
        plt.hist(list(acts[l]), alpha=0.5, label="Layer " + str(l))
    plt.xlabel("activation")
    plt.ylabel("count")
    plt.title("Activations of " + deepest)
    plt.legend()

    plt.subplot(224)
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
    return fig
