# /// attack
# title = "Prints, returns and raises a script for whoever reads the report"
# forbidden = ["report.html:<script>alert", "report.html:<img src=x"]
# ///
TEXT = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


class Evil(ValueError):
    pass


Evil.__name__ = Evil.__qualname__ = TEXT[:50]


def attack(x):
    print(TEXT)
    if hasattr(x, "shape"):
        return {"key " + TEXT: TEXT}
    raise Evil(TEXT)
