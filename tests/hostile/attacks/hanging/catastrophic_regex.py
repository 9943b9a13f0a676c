# /// attack
# title = "Matches a regular expression that takes for ever"
# endings = ["timed_out"]
# ///
import re


def attack(*arguments, **keywords):
    return re.match("(a+)+b", "a" * 60)
