# /// attack
# title = "Returns a list and a dict that contain themselves"
# endings = ["returned", "timed_out"]
# ///
def attack(x):
    made = []
    made.append(made)
    made.append({"again": made})
    return made
