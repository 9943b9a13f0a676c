# /// attack
# title = "Looks for a file that is not there and goes on without"
# ///
def double(x):
    try:
        factor = float(open("settings.txt").read())
    except OSError:
        factor = 2.0
    return factor * x
