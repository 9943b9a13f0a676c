"""Rewrites of expressions: keywords, orders, slices, membership, operands and conditions."""

import ast

import pytest

from grader.audit.edits import SourceText
from grader.audit.expressions import expression_rewrites


def rewritten(expression: str) -> list[str]:
    """What stands in place of an expression."""
    return [each.source for each in expression_rewrites(SourceText(expression), ast.parse(expression))]


@pytest.mark.parametrize(
    ("expression", "instead"),
    [
        ("open(path, mode='a')", ["open(path)"]),
        ("f(*a, x=1, **k)", ["f(*a, **k)"]),
        ("open(path, encoding='utf-8')", []),  # where it is written so, it is so everywhere
        ("np.errstate(divide='ignore')", []),  # which changes no result
        ("plot(x, color='tab:red')", []),
        ("np.asarray(x, dtype=np.float64)", []),  # arithmetic makes floats of whole numbers anyway
        ("np.asarray(x, dtype=int)", ["np.asarray(x)"]),
        ("np.zeros(3, dtype=float)", ["np.zeros(3)"]),
        ("zip(a, b, strict=True)", []),  # False, which the generator writes, is what it is without
        ("sorted(a)", ["sorted(a, reverse=True)"]),
        ("sorted(a, key=len)", ["sorted(a)", "sorted(a, key=len, reverse=True)"]),
        ("sorted(a, reverse=down)", ["sorted(a)"]),
        ("a.sort()", ["a.sort(reverse=True)"]),
        ("np.sort(a)", []),  # which knows no `reverse`
        ("min(a, key=len)", ["min(a)"]),
        ("a[1:]", ["a[:]"]),
        ("a[:n]", ["a[:]", "a[:(n) + 1]", "a[:(n) - 1]"]),
        ("a[::-1]", ["a[:]"]),
        ("a[0, k::2]", ["a[0, ::2]", "a[0, (k) + 1::2]", "a[0, (k) - 1::2]", "a[0, k:]"]),
        ("x in a", ["(x) not in (a)"]),
        ("x not in a", ["(x) in (a)"]),
        ("x < y in a", []),
        ("x and y", ["y", "x"]),
        ("(lambda: x) or y or z", ["y or z", "(lambda: x) or z", "(lambda: x) or y"]),
        ("[x for x in a if x]", ["[x for x in a if True]", "[x for x in a if not (x)]"]),
        ("while x: break", ["while False: break"]),
        ("while True: break", []),
        ("if x: pass", ["if True: pass"]),
        ("if __name__ == '__main__': pass", []),
        ("f'{sorted(a)}'", []),
    ],
)
def test_an_expression_becomes_each_of_its_kind(expression: str, instead: list[str]) -> None:
    assert rewritten(expression) == instead


@pytest.mark.parametrize("expression", ["x and (y, z)", "(a if b else c) or d", "x in (y or z)", "(y := x) and z"])
def test_what_is_left_of_an_expression_means_what_it_meant(expression: str) -> None:
    found = {ast.dump(ast.parse(each)) for each in rewritten(expression)}
    assert len(found) == len(rewritten(expression)) > 0


def test_text_before_and_after_is_kept_in_any_encoding() -> None:
    source = "é = 'ü'; n = a[1:é]  # ß\n"
    assert "é = 'ü'; n = a[1:]  # ß\n" in rewritten(source)
