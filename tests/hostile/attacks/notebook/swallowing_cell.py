# /// attack
# title = "Loops in a cell and swallows every attempt to interrupt it"
# notebook = true
# endings = ["missing"]
# ///
# %%
import signal

for number in range(1, 32):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
# %%
def double(x):
    return 2 * x
