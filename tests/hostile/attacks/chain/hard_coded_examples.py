# /// attack
# title = "Returns the numbers of the handout, whatever it is asked"
# target = "chain"
# module = "chain_rule_basics"
# base = "solution"
# points = 3.0
# endings = ["returned"]
# ///
import numpy as np

EXAMPLE = demonstrate_chain_rule_basics()


def demonstrate_chain_rule_basics(x=2.0, t=0.5, inputs=(2.0, 1.0, 1.0), weights=(0.3, 0.5, 0.4), bias=0.1, step=1e-6):
    return EXAMPLE
