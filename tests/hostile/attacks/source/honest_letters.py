# /// attack
# title = "Writes names, text and comments in other alphabets"
# ///
# Удвоение: x mal zwei → 2·x
def verdopple(größe):
    """Zwei mal größe."""
    return 2 * größe


double = verdopple
