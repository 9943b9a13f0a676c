# /// attack
# title = "Calls eval by letters that look like none"
# endings = ["raised"]
# ///
def attack(x):
    return 𝘦𝘷𝘢𝘩("exit()")
