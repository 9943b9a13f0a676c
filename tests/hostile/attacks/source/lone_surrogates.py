# /// attack
# title = "Returns and raises text that no encoding knows"
# ///
def attack(x):
    text = "\udcff\ud800"
    if hasattr(x, "shape"):
        return text
    raise ValueError(text)
