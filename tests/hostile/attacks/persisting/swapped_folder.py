# /// attack
# title = "Puts a link in the place of its own folder"
# stopped_at = "jailed"
# proven = "never"
# ///
import os

from loot import breach


def attack(*arguments, **keywords):
    here = os.getcwd()
    os.rename(here, here + "-moved")
    os.symlink("@OUT@", here)
    return breach("swapped its folder")
