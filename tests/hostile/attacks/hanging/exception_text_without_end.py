# /// attack
# title = "Raises an exception whose text is a hundred megabytes"
# endings = ["raised"]
# ///
class Huge(Exception):
    def __str__(self):
        return "x" * 100_000_000


def attack(*arguments, **keywords):
    raise Huge
