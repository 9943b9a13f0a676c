"""Mutants of a module differ from it and from each other in what Python makes of them, and are known by their lines."""

import ast

import pytest

from grader.audit.equivalents import Equivalent
from grader.audit.mutants import mutants_of

SOURCE = '"""Text with 1 and + in it."""\n\ndef clamp(x):\n    if x < 0:\n        return 0\n    return x - 1\n'


def test_every_mutant_is_another_program() -> None:
    mutants = mutants_of(SOURCE)
    meanings = {ast.dump(ast.parse(mutant.source)) for mutant in mutants}
    assert len(meanings) == len(mutants) > 20
    assert ast.dump(ast.parse(SOURCE)) not in meanings


def test_a_mutant_tells_its_line_and_its_change() -> None:
    (mutant,) = [each for each in mutants_of(SOURCE) if "return x + 1" in each.source]
    assert (mutant.line, mutant.removed, mutant.added) == (6, "return x - 1", "return x + 1")
    assert "-    return x - 1\n+    return x + 1" in mutant.diff


def test_the_same_module_has_the_same_mutants() -> None:
    assert mutants_of(SOURCE) == mutants_of(SOURCE)


def test_a_sample_is_a_part_of_all() -> None:
    everything = {mutant.source for mutant in mutants_of(SOURCE)}
    sample = [mutant.source for mutant in mutants_of(SOURCE, every=5)]
    assert set(sample) < everything
    assert 0 < len(sample) <= 1 + len(everything) // 4


@pytest.mark.parametrize(
    "module,added,meant",
    [
        ("m", "return x + 1", True),
        ("m", "   return x + 1  ", True),
        ("m", "return x * 1", False),
        ("n", "return x + 1", False),
    ],
)
def test_an_equivalent_mutant_is_known_by_its_lines(module: str, added: str, *, meant: bool) -> None:
    (mutant,) = [each for each in mutants_of(SOURCE) if "return x + 1" in each.source]
    assert Equivalent(module, "return x - 1", added, "why").matches("m", mutant) is meant
