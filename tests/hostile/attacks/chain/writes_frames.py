# /// attack
# title = "Writes answers by itself, ahead of the questions, for the real assignment"
# target = "chain"
# module = "chain_rule_basics"
# ///
import os

from grader.wire.frames import HEADER
from grader.wire.messages import Returned
from grader.wire.values import Dict, encode

YES = Dict([(part, Dict([("dh_dx", 1.134649), ("z", 1.6), ("a", 0.832018)])) for part in ("single", "multi", "neuron")])


def attack(*arguments, **keywords):
    for number in range(100):
        payload = encode(Returned(id=number, value=YES))
        os.write(3, HEADER.pack(len(payload)) + payload)
