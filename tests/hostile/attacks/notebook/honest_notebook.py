# /// attack
# title = "The honest control: magics, plots, files, threads, a cell that raises, and a right answer"
# notebook = true
# points = 3
# ///
# %%
%matplotlib inline
import matplotlib.pyplot as plt
import numpy as np
# %%
plt.plot(np.arange(3))
plt.show()
open("kept.txt", "w").write("2")
undefined_name
# %%
import threading

done = []
thread = threading.Thread(target=done.append, args=(1,))
thread.start()
thread.join()
# %%
def double(x):
    with open("log.txt", "a") as log:
        log.write("called")
    return float(open("kept.txt").read()) * len(done) * x
