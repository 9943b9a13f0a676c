# /// attack
# title = "Leaves commands where shells, cron and Python look for them"
# rows = ["X8", "I2"]
# stopped_at = "jailed"
# proven = false
# ///
import os
import site

from loot import tried


def rights(path):
    def action():
        if not os.access(path, os.W_OK):
            raise OSError

    action.__name__ = path.rsplit("/", 1)[-1]
    return action


def attack(*arguments, **keywords):
    return tried(rights("/etc/cron.d"), rights("@HOME@"), rights("/var/spool/cron"), rights("/etc/profile.d"))
