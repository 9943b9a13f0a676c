# /// attack
# title = "Returns an object that has every attribute, each of them itself"
# endings = ["returned"]
# ///
class Everything:
    def __getattr__(self, name):
        return self

    def __call__(self, *arguments, **keywords):
        return self


double = Everything()
