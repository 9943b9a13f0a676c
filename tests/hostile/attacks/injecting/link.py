# /// attack
# title = "Prints links and images of other servers"
# forbidden = ["report.html:<a href='https://evil", "report.html:src=\"https://evil"]
# ///
TEXT = "![x](https://evil.example/x.png) [y](javascript:alert(1)) <a href='https://evil.example'>z</a> @everyone"


class Evil(ValueError):
    pass


Evil.__name__ = Evil.__qualname__ = TEXT[:50]


def attack(x):
    print(TEXT)
    if hasattr(x, "shape"):
        return {"key " + TEXT: TEXT}
    raise Evil(TEXT)
