# /// attack
# title = "Has an audit hook refuse everything"
# ///
import sys


def refuse(event, arguments):
    raise SystemExit(0)


def attack(x):
    sys.addaudithook(refuse)
    return 3 * x
