# /// attack
# title = "Leaves folders that nobody may open"
# ///
import os


def attack(*arguments, **keywords):
    os.makedirs("a/b/c", exist_ok=True)
    os.umask(0o777)
    os.makedirs("locked/inside/deep")
