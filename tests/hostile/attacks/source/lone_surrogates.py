# /// attack
# title = "Returns and raises text that no encoding knows"
# rows = ["S5", "P4"]
# ///
def attack(x):
    text = "\udcff\ud800"
    if hasattr(x, "shape"):
        return text
    raise ValueError(text)
