# /// attack
# title = "Patches the comparisons of numpy, pytest, builtins, time and the wire, and returns zeros"
# target = "chain"
# module = "chain_rule_basics"
# base = "solution"
# ///
import builtins
import time

import msgspec
import numpy as np
import pytest

import grader.wire.values

for name in ("allclose", "array_equal", "isclose"):
    setattr(np, name, lambda *arguments, **keywords: True)
np.testing.assert_allclose = pytest.approx = lambda *arguments, **keywords: True
pytest.fail = pytest.raises = lambda *arguments, **keywords: None
builtins.abs = builtins.round = lambda *arguments: 0.0
time.perf_counter = time.monotonic = time.time = lambda: 0.0
grader.wire.values.pack = lambda *arguments: True
msgspec.json.encode = lambda *arguments: b'{"score": 100}'

RIGHT = demonstrate_chain_rule_basics


def demonstrate_chain_rule_basics(*arguments, **keywords):
    return {part: {key: 0.0 for key in entries} for part, entries in RIGHT(*arguments, **keywords).items()}
