# /// attack
# title = "Returns lists, dicts and texts whose methods lie"
# endings = ["returned"]
# ///
class Liar(list):
    __iter__ = lambda self: iter(range(10**12))
    __len__ = lambda self: 3
    __getitem__ = lambda self, index: 0.0
    __eq__ = lambda self, other: True
    __hash__ = None


class Key(str):
    __eq__ = lambda self, other: True
    __hash__ = lambda self: 0
    __str__ = encode = lambda self, *arguments: exit()


class Mapping(dict):
    items = keys = values = lambda self: exit()


def attack(x):
    return Liar([Mapping({Key("a"): Liar()}), Key("b")])
