# /// attack
# title = "Writes an answer by hand whose note says the hidden input"
# ///
from grader.guest.objects import ObjectTable
from grader.wire.values import Handle

def attack(x):
    ObjectTable.handle_of = lambda table, thing, note="": Handle(table.keep(thing), "ndarray", f"{x}")
    return object()
