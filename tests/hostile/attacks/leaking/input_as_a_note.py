# /// attack
# title = "Writes an answer by hand whose note says the hidden input"
# rows = ["R11", "R12", "F12"]
# ///
from grader.guest import server
from grader.wire.values import Handle

def attack(x):
    server._handle = lambda handle, thing, note: Handle(handle, "ndarray", f"{x}")
    return object()
