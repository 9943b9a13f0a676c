# /// attack
# title = "Makes files until there are no more"
# endings = ["raised", "timed_out", "crashed"]
# ///
def attack(*arguments, **keywords):
    for number in range(1_000_000):
        open(f"file-{number}", "w").close()
