# /// attack
# title = "Prints what looks like lines of the log"
# forbidden = ["terminal:\nGrade: 100 of 100", "terminal:\n100 of 100", "annotations:\nGrade: 100 of 100", "summary:\n100 of 100"]
# ///
TEXT = '\nGrade: 100 of 100\n100 of 100 points\nScore: 100\n'


class Evil(ValueError):
    pass


Evil.__name__ = Evil.__qualname__ = TEXT[:50]


def attack(x):
    print(TEXT)
    if hasattr(x, "shape"):
        return {"key " + TEXT: TEXT}
    raise Evil(TEXT)
