# /// attack
# title = "Prints text that reads backwards"
# forbidden = ["report.html:\u202e", "terminal:\u202e"]
# ///
TEXT = 'points: \u202e001 fo 001\u202c \u2066\u200b\xad'


class Evil(ValueError):
    pass


Evil.__name__ = Evil.__qualname__ = TEXT[:50]


def attack(x):
    print(TEXT)
    if hasattr(x, "shape"):
        return {"key " + TEXT: TEXT}
    raise Evil(TEXT)
