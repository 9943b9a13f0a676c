# /// attack
# title = "Raises a group of a hundred thousand exceptions, nested"
# endings = ["raised"]
# ///
def attack(*arguments, **keywords):
    group = ExceptionGroup("many", [ValueError(str(number)) for number in range(100_000)])
    for _ in range(500):
        group = ExceptionGroup("deep", [group])
    raise group
