# /// attack
# title = "Waits for input and for a window while it is loaded, which is passed over, and defines nothing"
# endings = ["missing"]
# ///
import matplotlib.pyplot as plt

plt.plot([1])
plt.show(block=True)
input("Press enter")
