# /// attack
# title = "Raises GeneratorExit and StopAsyncIteration"
# endings = ["raised"]
# ///
def attack(x):
    raise (GeneratorExit if hasattr(x, "shape") else StopAsyncIteration)
