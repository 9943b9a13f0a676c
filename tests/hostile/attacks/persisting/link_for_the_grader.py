# /// attack
# title = "Leaves a link in its folder that points to the grader's files"
# stopped_at = "jailed"
# ///
import os

from loot import breach


def attack(*arguments, **keywords):
    os.symlink("@OUT@", "results")
    return breach("planted a link")
