# /// attack
# title = "Leaves commands where shells, cron and Python look for them"
# stopped_at = "jailed"
# ///
from loot import tried


def write(folder):
    def action():
        open(f"{folder}/hostile-@TOKEN@", "w").close()

    action.__name__ = folder.rsplit("/", 1)[-1]
    return action


def attack(*arguments, **keywords):
    return tried(write("/etc/cron.d"), write("@HOME@"), write("/var/spool/cron"), write("/etc/profile.d"))
