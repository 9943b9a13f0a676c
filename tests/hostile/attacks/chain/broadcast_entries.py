# /// attack
# title = "Returns entries that broadcast to terabytes, or to the right shape"
# target = "chain"
# module = "chain_rule_basics"
# base = "solution"
# endings = ["returned"]
# ///
import numpy as np

RIGHT = demonstrate_chain_rule_basics


def demonstrate_chain_rule_basics(*arguments, **keywords):
    result = RIGHT(*arguments, **keywords)
    return {
        part: {key: np.broadcast_to(np.float64(1.0), (10**6, 10**6)) for key in entries}
        for part, entries in result.items()
    }
