"""Rewrites of literals: texts, f-strings and entries; nothing that only a reader or a type checker sees."""

import ast

import pytest

from grader.audit.edits import SourceText
from grader.audit.fstrings import written_f_string
from grader.audit.literals import literal_rewrites


def rewritten(source: str) -> list[str]:
    return [each.source for each in literal_rewrites(SourceText(source), ast.parse(source))]


@pytest.mark.parametrize(
    ("source", "instead"),
    [
        ("x = 'Total'", ["x = 'otal'"]),
        ("x = '.,;'", ["x = ',;'", "x = '.;'", "x = '.,'"]),
        ("x = ' - a'", ["x = ' - '"]),
        ("x = ':'", ["x = ''"]),
        ("x = ''", ["x = 'x'"]),
        ("x = b'ab'", ["x = b'b'"]),
        ("x = '---------'", ["x = '--------'"]),
        ("x = f'{a:.2f}'", ['x = f"{a}"']),
        ("x = f'a{b!r}'", ['x = f"{b!r}"', 'x = f"a{b}"']),
        ("x = (a, b)", ["x = (b,)", "x = (a,)", "x = (b, a)"]),
        ("x = a, b", ["x = (b,)", "x = (a,)", "x = (b, a)"]),
        ("x = [a]", ["x = []"]),
        ("x = {a}", ["x = set()"]),
        ("x = [(a := 1), *b]", ["x = [*b]", "x = [(a := 1)]", "x = [*b, (a := 1)]"]),
        ("x = {a: b, c: d}", ["x = {c: d}", "x = {a: b}", "x = {a: d, c: b}"]),
        ("x = {**a, c: d}", ["x = {c: d}", "x = {**a}"]),
        ("sum(x for x in (a, b))", ["sum(x for x in (b,))", "sum(x for x in (a,))"]),  # in any order
        ("x in (a, b)", ["x in (b,)", "x in (a,)"]),
        ("isinstance(x, (int, str))", ["isinstance(x, (str,))", "isinstance(x, (int,))"]),
        ("a, b = c", []),
        ("a, b = c, d", ["a, b = (d, c)"]),
        ("x = {'key': 'text'}", ["x = {}", "x = {'key': 'ext'}"]),
        ("a.set(title='A', label='b')", ["a.set(title='A', label='')"]),
        ("a.set_title(f'A {b}')", []),
    ],
)
def test_a_literal_becomes_each_of_its_kind(source: str, instead: list[str]) -> None:
    assert rewritten(source) == instead


@pytest.mark.parametrize(
    "source",
    [
        "'''A docstring.'''",
        "def f(a: 'Money', *b: 'x') -> tuple['Money', int]: 'Text.'",
        "x: Literal['a', 'b']",
        "try: pass\nexcept (KeyError, ValueError): pass",
        "Row = tuple[str, int]",
        "Names = Mapping['Row', int]",
        "raise ValueError(f'line {number}')",
        "assert x == 'a', 'why'",
        "if __name__ == '__main__': pass",
        "with np.errstate(divide='ignore'): pass",
        "plot(x, marker='o')",
        "hash((a, b))",  # any order, and fewer entries, are equal for equal objects
        "open(x, encoding='utf-8')",
    ],
)
def test_what_nothing_depends_on_is_left_alone(source: str) -> None:
    assert rewritten(source) == []


def test_a_long_literal_loses_its_ends_only() -> None:
    entries = ", ".join(f"a{number}" for number in range(9))
    assert rewritten(f"x = [{entries}]") == [
        f"x = [{entries.removeprefix('a0, ')}]",
        f"x = [{entries.removesuffix(', a8')}]",
        f"x = [{entries.replace('a0, a1', 'a1, a0')}]",
    ]


@pytest.mark.parametrize(
    "source",
    [
        "f'{a[\"k\"]}: {b!r:>{width}} {{}}\\n'",
        "f\"{a['k']!r} isn't \\\\{{ it's\"",
        'f\'{ {1: 2}[1]:{"x"}>{n}}"\'',
        "f'ß\\0{a}'",
    ],
)
def test_an_f_string_is_written_with_the_meaning_that_it_had(source: str) -> None:
    [node] = [each for each in ast.walk(ast.parse(source)) if isinstance(each, ast.Expr)]
    assert isinstance(node.value, ast.JoinedStr)
    written = written_f_string(node.value.values)
    assert ast.dump(ast.parse(written)) == ast.dump(ast.parse(source))
    others = rewritten(source)
    assert len({ast.dump(ast.parse(each)) for each in (source, *others)}) == len(others) + 1 > 1


def test_quotes_are_the_same_on_every_version_of_python() -> None:
    """An equivalent mutant is listed once, by its lines; `ast.unparse` takes other quotes from 3.12 on."""
    assert rewritten('x = f\'M({a["k"]!r}, "it\\\'s")\'')[1] == """x = f"M({a['k']}, \\"it's\\")\""""
