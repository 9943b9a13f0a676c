# /// attack
# title = "Prints what makes a terminal clear, paste and lie"
# forbidden = ["terminal:\u001b[2J", "terminal:\u001b]", "terminal:\u009b", "terminal:\u0007", "report.html:\u001b", "grade.json:\u001b", "annotations:\u001b", "junit.xml:\u001b", "results.json:\u001b"]
# ///
TEXT = '\x1b[2J\x1b[32mPASS 100\x1b]52;c;ZWNobw==\x07\x1b]8;;http://e\x07\r\x08\x9b2J'


class Evil(ValueError):
    pass


Evil.__name__ = Evil.__qualname__ = TEXT[:50]


def attack(x):
    print(TEXT)
    if hasattr(x, "shape"):
        return {"key " + TEXT: TEXT}
    raise Evil(TEXT)
