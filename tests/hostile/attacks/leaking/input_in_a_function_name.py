# /// attack
# title = "Raises in a function named like the hidden input"
# endings = ["raised"]
# ///
def attack(x):
    def inner():
        raise ValueError

    inner.__code__ = inner.__code__.replace(co_name=repr(x), co_qualname=repr(x))
    inner()
