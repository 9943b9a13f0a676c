# /// attack
# title = "Changes the resource limits of the process that grades"
# stopped_at = "jailed"
# proven = "same user"
# ///
import resource

from loot import breach


def attack(*arguments, **keywords):
    kept = resource.prlimit(int("@EXAM@"), resource.RLIMIT_NOFILE)
    resource.prlimit(int("@EXAM@"), resource.RLIMIT_NOFILE, kept)
    return breach("may limit the exam")
