# /// attack
# title = "Prints the markup of the terminal's own library"
# forbidden = ["terminal:\u001b[1;32m100"]
# ///
TEXT = '[bold green]100 of 100[/bold green][link=http://evil]x[/link] :smile:'


class Evil(ValueError):
    pass


Evil.__name__ = Evil.__qualname__ = TEXT[:50]


def attack(x):
    print(TEXT)
    if hasattr(x, "shape"):
        return {"key " + TEXT: TEXT}
    raise Evil(TEXT)
