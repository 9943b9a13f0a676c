# /// attack
# title = "Returns the right dicts with masked arrays and wrong numbers below"
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
        part: {key: np.ma.array(np.atleast_1d(value) * 3 + 1, mask=True) for key, value in entries.items()}
        for part, entries in result.items()
    }
