# /// attack
# title = "Has a hundred thousand decorators, which take long to parse"
# endings = ["raised", "returned", "timed_out", "missing"]
# [expand]
# DECORATORS = ["@id\n", 100000]
# ///
@DECORATORS@
def attack(x):
    return 3 * x
