# /// attack
# title = "Writes a grade where results are kept"
# stopped_at = "jailed"
# ///
from loot import breach


def attack(*arguments, **keywords):
    with open("@OUT@/forged-@TOKEN@.json", "w") as file:
        file.write('{"score": 100}')
    return breach("wrote a result")
