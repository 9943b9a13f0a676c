# /// attack
# title = "Sleeps in a cell, and defines its function after that"
# notebook = true
# endings = ["missing"]
# ///
# %%
import time

time.sleep(1000)
# %%
def double(x):
    return 2 * x
