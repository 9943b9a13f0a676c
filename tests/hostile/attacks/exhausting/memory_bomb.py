# /// attack
# title = "Grows a list until there is no memory"
# endings = ["out_of_memory", "timed_out"]
# ///
def attack(*arguments, **keywords):
    made = []
    while True:
        made.append(bytearray(1 << 20))
