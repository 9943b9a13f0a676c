# /// attack
# title = "Gives its files rights, owners and times of its choice"
# stopped_at = "jailed"
# ///
import os

from loot import tried


def setuid_bit():
    os.chmod("loot.py", 0o6777)


def owner():
    os.chown("loot.py", os.getuid(), os.getgid())


def attribute():
    os.setxattr("loot.py", "user.hostile", b"x")


def attack(*arguments, **keywords):
    return tried(setuid_bit, owner, attribute)
