# /// attack
# title = "Raises exceptions that are named like those of the exam"
# endings = ["raised"]
# ///
class Passed(Exception):
    pass


def attack(x):
    name = "CheckFailedError" if hasattr(x, "shape") else "Skipped"
    raise type(name, (Passed,), {"outcome": "passed", "failure": None, "parts": ()})
