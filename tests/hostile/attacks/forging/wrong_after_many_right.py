# /// attack
# title = "Answers rightly until it has seen that it is tested"
# endings = ["returned"]
# ///
CALLS = []


def attack(x):
    CALLS.append(1)
    return 2 * x if len(CALLS) > 10 else 3 * x
