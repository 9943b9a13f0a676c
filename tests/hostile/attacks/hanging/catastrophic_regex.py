# /// attack
# title = "Matches a regular expression that takes for ever"
# rows = ["K5", "K17"]
# endings = ["timed_out"]
# ///
import re


def attack(*arguments, **keywords):
    return re.match("(a+)+b", "a" * 60)
