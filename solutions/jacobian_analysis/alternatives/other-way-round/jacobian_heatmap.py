import matplotlib.pyplot as plt
import numpy as np


def draw_jacobian(jacobian, input_names, output_names):
    m = np.abs(jacobian).max()
    plt.figure()
    plt.imshow(jacobian, cmap="bwr", origin="lower", aspect="auto")
    plt.clim(-m, m)
    plt.xticks(np.arange(len(input_names)), input_names)
    plt.yticks(np.arange(len(output_names)), output_names)
    plt.xlabel("input"), plt.ylabel("output")
    plt.title("Jacobian")
    plt.colorbar().set_label("dy/dx")
    return plt.gcf()
