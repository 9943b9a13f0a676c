import matplotlib.pyplot as plt


def visualize_gradient_flow(gradient_data):
    figure, grid = plt.subplots(2, 2)
    for axes in grid.flat:
        for number in range(1, 6):
            axes.bar(number, 0.1 * number, color="red", label=f"Layer {number}")
            axes.plot([1, 2, 3], [0.1, 0.2, 0.3], "o-", label=f"{number} layers")
        axes.set(title="Gradients", xlabel="layer", ylabel="gradient", yscale="log")
        axes.legend()
    return figure
