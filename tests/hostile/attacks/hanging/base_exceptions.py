# /// attack
# title = "Raises what no handler of Exception catches"
# rows = ["K12"]
# endings = ["raised"]
# ///
class Mine(BaseException):
    pass


def attack(x):
    raise (Mine if hasattr(x, "shape") else KeyboardInterrupt)
