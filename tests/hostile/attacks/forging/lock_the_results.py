# /// attack
# title = "Changes the rights of the results, so that the grader could not rewrite them"
# stopped_at = "jailed"
# proven = "same user"
# ///
import os

from loot import breach


def attack(*arguments, **keywords):
    os.chmod("@OUT@", os.stat("@OUT@").st_mode & 0o7777)
    return breach("may change rights")
