# /// attack
# title = "Prints what a spreadsheet would run"
# forbidden = ["terminal:\n=1+1"]
# ///
TEXT = '=HYPERLINK("http://evil","x")\t"\r\n=1+1,"'


class Evil(ValueError):
    pass


Evil.__name__ = Evil.__qualname__ = TEXT[:50]


def attack(x):
    print(TEXT)
    if hasattr(x, "shape"):
        return {"key " + TEXT: TEXT}
    raise Evil(TEXT)
