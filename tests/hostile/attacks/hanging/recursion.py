# /// attack
# title = "Recurses without end"
# rows = ["K10"]
# endings = ["raised"]
# ///
def attack(*arguments, **keywords):
    return attack(*arguments)
