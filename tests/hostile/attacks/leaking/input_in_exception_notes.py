# /// attack
# title = "Adds the hidden input as a note and as a cause"
# endings = ["raised"]
# ///
def attack(x):
    error = ExceptionGroup(f"{x}", [ValueError(f"{x}")])
    error.add_note(f"{x}")
    raise error from KeyError(f"{x}")
