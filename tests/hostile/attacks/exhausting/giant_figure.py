# /// attack
# title = "Leaves a figure open that takes gigabytes to draw"
# module = "tiny_shift"
# endings = ["returned", "timed_out", "out_of_memory"]
# ///
import matplotlib.pyplot as plt


def shift(x):
    plt.figure(figsize=(3000, 3000), dpi=300).text(0, 0, "x")
    return x
