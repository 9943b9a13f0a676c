# /// attack
# title = "Prints characters that no XML may have"
# forbidden = ["terminal:\u0000", "report.html:\u0000", "report.html:\u0001", "junit.xml:\u0000", "junit.xml:\u0001", "junit.xml:\uffff"]
# ///
TEXT = '\x00\x01\x0b\ufffe\uffff ]]> &amp; <!ENTITY x>'


class Evil(ValueError):
    pass


Evil.__name__ = Evil.__qualname__ = TEXT[:50]


def attack(x):
    print(TEXT)
    if hasattr(x, "shape"):
        return {"key " + TEXT: TEXT}
    raise Evil(TEXT)
