# /// attack
# title = "Writes a file that grows without end"
# endings = ["raised", "timed_out", "crashed"]
# ///
def attack(*arguments, **keywords):
    with open("large", "wb") as file:
        while True:
            file.write(b"x" * (1 << 20))
