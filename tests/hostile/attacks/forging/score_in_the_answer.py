# /// attack
# title = "Returns what looks like a result of its own"
# endings = ["returned"]
# ///
def attack(x):
    return {"outcome": "passed", "score": float("nan"), "max_score": -1, "points": float("inf"), "type": "returned"}
