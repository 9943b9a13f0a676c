import matplotlib.pyplot as plt


def draw_jacobian(jacobian, input_names, output_names):
    fig = plt.figure(figsize=(6, 4))
    ax = fig.add_subplot(111)
    m = max(abs(float(entry)) for row in jacobian for entry in row)
    mesh = ax.pcolormesh(jacobian, cmap="coolwarm", vmin=-m, vmax=m)
    ax.invert_yaxis()
    ax.set_xticks([j + 0.5 for j in range(len(input_names))])
    ax.set_xticklabels(input_names, rotation=45)
    ax.set_yticks([i + 0.5 for i in range(len(output_names))])
    ax.set_yticklabels(output_names)
    ax.set_xlabel("inputs")
    ax.set_ylabel("outputs")
    ax.set_title("What moves what")
    fig.colorbar(mesh)
    for i, row in enumerate(jacobian):
        for j, entry in enumerate(row):
            ax.text(j + 0.5, i + 0.5, f"{entry:.2f}", ha="center", va="center")
    return fig
