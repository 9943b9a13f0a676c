# /// attack
# title = "Prints commands to the machine that runs the workflow"
# rows = ["J10", "C4"]
# forbidden = ["terminal:\n::error", "terminal:\n::set-output", "terminal:\n##["]
# ///
TEXT = '\n::error file=a::b\n::set-output name=score::100\n::stop-commands::x\n##[error]x'


class Evil(ValueError):
    pass


Evil.__name__ = Evil.__qualname__ = TEXT[:50]


def attack(x):
    print(TEXT)
    if hasattr(x, "shape"):
        return {"key " + TEXT: TEXT}
    raise Evil(TEXT)
