# /// attack
# title = "Does the same with other numpy calls, caches and prints"
# target = "chain"
# module = "chain_rule_basics"
# base = "solution"
# ///
import functools

import numpy as np

np.set_printoptions(precision=3)
RIGHT = demonstrate_chain_rule_basics


@functools.wraps(RIGHT)
def demonstrate_chain_rule_basics(*arguments, **keywords):
    print("called")
    result = RIGHT(*arguments, **keywords)
    return {part: {**entries, "more": "than asked"} for part, entries in result.items()}
