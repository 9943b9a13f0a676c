# /// attack
# title = "Returns dicts that agree with every comparison, for the real assignment"
# target = "chain"
# module = "chain_rule_basics"
# endings = ["returned"]
# ///
class Agreeable(dict):
    def __eq__(self, other):
        return True

    def __missing__(self, key):
        return Agreeable()

    __getitem__ = __missing__
    __contains__ = lambda self, key: True
    __sub__ = __abs__ = __float__ = lambda self, *other: 0.0
    __hash__ = None


def attack(*arguments, **keywords):
    return Agreeable()
