# /// attack
# title = "Raises GeneratorExit and StopAsyncIteration"
# rows = ["K12"]
# endings = ["raised"]
# ///
def attack(x):
    raise (GeneratorExit if hasattr(x, "shape") else StopAsyncIteration)
