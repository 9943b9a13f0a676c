# /// attack
# title = "Prints what a template might run"
# forbidden = ["report.html:7777777", "report.html:49<"]
# ///
TEXT = "{{ 7*'7' }}{% import os %}${7*7}<%= 7*7 %>\\input{/etc/passwd}"


class Evil(ValueError):
    pass


Evil.__name__ = Evil.__qualname__ = TEXT[:50]


def attack(x):
    print(TEXT)
    if hasattr(x, "shape"):
        return {"key " + TEXT: TEXT}
    raise Evil(TEXT)
