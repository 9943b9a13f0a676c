# /// attack
# title = "Raises an exception whose class is named like the hidden input"
# endings = ["raised"]
# ///
def attack(x):
    raise type(f"Input_{x}", (Exception,), {"__module__": repr(x), "__qualname__": repr(x)})
