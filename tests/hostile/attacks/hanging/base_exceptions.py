# /// attack
# title = "Raises what no handler of Exception catches"
# endings = ["raised"]
# ///
class Mine(BaseException):
    pass


def attack(x):
    raise (Mine if hasattr(x, "shape") else KeyboardInterrupt)
