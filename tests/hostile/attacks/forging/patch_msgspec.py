# /// attack
# title = "Replaces the encoder of answers with one that says what it likes"
# endings = ["protocol"]
# ///
import msgspec

REAL = msgspec.msgpack.encode


def encode(message, **keywords):
    return REAL({"type": "passed", "id": 1, "score": 100, "outcome": "passed"})


msgspec.msgpack.encode = encode


def attack(x):
    return 3 * x
