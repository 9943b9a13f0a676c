# /// attack
# title = "Replaces itself by another program"
# stopped_at = "jailed"
# proven = "never"
# ///
import os
import sys

from loot import MARK


def attack(*arguments, **keywords):
    try:
        os.execv(sys.executable, [sys.executable, "-c", f"import os; os.write(3, b'{MARK}')"])
    except OSError:
        raise ValueError("not allowed") from None
