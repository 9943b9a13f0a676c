# /// attack
# title = "Raises and catches exceptions, chains and groups of its own"
# ///
def double(x):
    try:
        try:
            raise KeyError("a")
        except KeyError as error:
            raise ExceptionGroup("b", [ValueError("c")]) from error
    except* ValueError:
        pass
    return 2 * x
