# /// attack
# title = "Replaces the display hook, display and print of the process that answers"
# notebook = true
# ///
# %%
import builtins
import sys

sys.displayhook = lambda value: None
display = print
builtins.print = lambda *arguments, **keywords: sys.exit(0)
builtins.repr = lambda thing: "98765"
# %%
class Anything:
    def __eq__(self, other):
        return True

    def __repr__(self):
        return "<script>alert(1)</script>"


def double(x):
    return Anything()
