# /// attack
# title = "Looks for the source of tests in linecache, loaders and code objects"
# ///
import inspect
import linecache
import sys

from loot import loot


def attack(*arguments, **keywords):
    found = [repr(linecache.cache)]
    for name, module in list(sys.modules.items()):
        if name.startswith(("test", "conftest", "tiny", "grader.exam", "grader.host")):
            found += [name, repr(vars(module)), inspect.getsource(module)]
    return loot(*found)
