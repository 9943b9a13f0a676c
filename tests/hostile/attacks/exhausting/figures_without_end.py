# /// attack
# title = "Opens figures until there is no memory, and leaves them"
# endings = ["returned", "timed_out", "out_of_memory"]
# ///
import matplotlib.pyplot as plt


def attack(*arguments, **keywords):
    for _ in range(400):
        plt.figure()
    return 3.0
