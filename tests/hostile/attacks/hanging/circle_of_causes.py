# /// attack
# title = "Raises exceptions that are each other's cause"
# endings = ["raised"]
# ///
def attack(*arguments, **keywords):
    first, second = ValueError("first"), ValueError("second")
    first.__cause__, second.__cause__ = second, first
    first.__context__ = first
    raise first
