# /// attack
# title = "Has a chain of thousands of branches"
# endings = ["raised", "returned", "out_of_memory", "crashed"]
# [expand]
# BRANCH = ["    elif x is attack: pass\n", 20000]
# ///
def attack(x):
    if x is None:
        pass
@BRANCH@
    return 3 * x
