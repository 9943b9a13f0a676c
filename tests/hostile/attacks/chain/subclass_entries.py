# /// attack
# title = "Returns the right dicts with floats and arrays of subclasses, and wrong numbers"
# target = "chain"
# module = "chain_rule_basics"
# base = "solution"
# endings = ["returned"]
# ///
import numpy as np


class Zero(float):
    __sub__ = __rsub__ = __abs__ = lambda self, *other: 0.0
    __eq__ = __le__ = __lt__ = lambda self, other: True
    __hash__ = None


class Agreeable(np.ndarray):
    __array_ufunc__ = lambda self, *arguments, **keywords: True
    __array_function__ = lambda self, *arguments, **keywords: True


RIGHT = demonstrate_chain_rule_basics


def demonstrate_chain_rule_basics(*arguments, **keywords):
    result = RIGHT(*arguments, **keywords)
    return {
        part: {
            key: (np.zeros(np.shape(value)).view(Agreeable) if np.shape(value) else Zero(float(value) + 1))
            for key, value in entries.items()
        }
        for part, entries in result.items()
    }
