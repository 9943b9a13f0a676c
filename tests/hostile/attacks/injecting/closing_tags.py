# /// attack
# title = "Closes the elements that surround it"
# forbidden = ["report.html:<h1>100 of 100"]
# ///
TEXT = '</code></pre></details></body></html><h1>100 of 100</h1>]]>-->'


class Evil(ValueError):
    pass


Evil.__name__ = Evil.__qualname__ = TEXT[:50]


def attack(x):
    print(TEXT)
    if hasattr(x, "shape"):
        return {"key " + TEXT: TEXT}
    raise Evil(TEXT)
