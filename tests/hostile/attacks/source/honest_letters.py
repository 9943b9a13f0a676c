# /// attack
# title = "Writes names, text and comments in other alphabets"
# rows = ["P1", "P3"]
# ///
# Удвоение: x mal zwei → 2·x
def verdopple(größe):
    """Zwei mal größe."""
    return 2 * größe


double = verdopple
