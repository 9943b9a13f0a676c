# /// attack
# title = "Recurses without end"
# endings = ["raised"]
# ///
def attack(*arguments, **keywords):
    return attack(*arguments)
