"""Mutants of texts, f-strings and the entries of tuples, lists, sets and dicts. Trusted side; pure, and runs none.

A text changes in one way only, so that an author has one mutant to think of, and no more if nobody asks for this text.
"""

import ast
from collections.abc import Iterator
from itertools import chain
from typing import TypeAlias

from grader.audit.edits import Rewrite, SourceText
from grader.audit.fstrings import written_f_string
from grader.audit.unseen import without_effect, without_wording

MOST_CHARACTERS = 8
"""A text of marks alone loses each of them, or only the first if there are more."""
MOST_ENTRIES = 8
"""A longer literal loses only its first and its last entry."""
BRACKETS: dict[type[ast.expr], tuple[str, str]] = {
    ast.Tuple: ("(", ")"),
    ast.List: ("[", "]"),
    ast.Set: ("{", "}"),
    ast.Dict: ("{", "}"),
}

Literal: TypeAlias = ast.Tuple | ast.List | ast.Set | ast.Dict


def literal_rewrites(text: SourceText, tree: ast.Module) -> Iterator[Rewrite]:
    """Every rewrite of a literal, in the order in which the tree is walked."""
    skipped = without_effect(tree) | {id(part) for node in _changed_otherwise(tree) for part in ast.walk(node)}
    unworded, unordered = without_wording(tree), {id(node) for node in _unordered(tree)}
    keys, unpacked = {id(node) for node in _keys(tree)}, {id(node) for node in _unpacked(tree)}
    for node in ast.walk(tree):
        if id(node) not in skipped:
            for operator, new in chain(
                () if id(node) in unworded | keys else chain(_texts(node), _formatted(node)),
                () if id(node) in unpacked else _dropped_entries(text, node),
                () if id(node) in unordered else _swapped_entries(text, node),
            ):
                yield Rewrite(operator, text.replaced(node, new))


def _changed_otherwise(tree: ast.AST) -> Iterator[ast.AST]:
    """What the generator changes, and the parts of f-strings, which are changed as a whole."""
    for node in ast.walk(tree):
        match node:
            case ast.ExceptHandler(type=classes) if classes is not None:
                yield classes
            case ast.JoinedStr(values=parts):
                yield from parts


def _keys(tree: ast.AST) -> Iterator[ast.AST]:
    """Keys of dicts that lose each of their entries anyway."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict) and len(node.keys) <= MOST_ENTRIES:
            yield from (key for key in node.keys if key is not None)


def _unpacked(tree: ast.AST) -> Iterator[ast.AST]:
    """Tuples whose entries each get a name at once: one that is missing fails whatever the tests are."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(isinstance(target, ast.Tuple) for target in node.targets):
            yield node.value


def _unordered(tree: ast.AST) -> Iterator[ast.AST]:
    """Literals whose order does not matter."""
    for node in ast.walk(tree):
        match node:
            case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[container]):
                yield container
            case ast.Call(func=ast.Name(id="isinstance" | "issubclass"), args=[_, classes]):
                yield classes
            case ast.Call(func=ast.Name(id="set" | "frozenset" | "sum" | "max" | "min" | "any" | "all"), args=[items]):
                yield items.generators[0].iter if isinstance(items, ast.GeneratorExp) else items


def _texts(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Another text in place of one."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from (("Text", repr(new)) for new in _other_texts(node.value))
    elif isinstance(node, ast.Constant) and isinstance(node.value, bytes) and node.value:
        yield "Text", repr(node.value[1:])


def _other_texts(value: str) -> Iterator[str]:
    """A text without its first letter; marks without each of them; something in place of nothing."""
    letter = next((place for place, character in enumerate(value) if character.isalpha()), None)
    if not value:
        yield "x"
    elif letter is not None:
        yield value[:letter] + value[letter + 1 :]
    else:
        places = range(len(value)) if len(value) <= MOST_CHARACTERS else (0,)
        yield from (value[:place] + value[place + 1 :] for place in places)


def _formatted(node: ast.AST) -> Iterator[tuple[str, str]]:
    """An f-string with another text between its values, or with a value shown in another form."""
    if not isinstance(node, ast.JoinedStr):
        return
    for place, part in enumerate(node.values):
        for new in _other_parts(part):
            yield "Format", written_f_string([*node.values[:place], new, *node.values[place + 1 :]])


def _other_parts(part: ast.expr) -> Iterator[ast.expr]:
    match part:
        case ast.Constant(value=str(value)):
            yield from (ast.Constant(other) for other in _other_texts(value))
        case ast.FormattedValue(value=value, conversion=conversion, format_spec=form):
            if form is not None:
                yield ast.FormattedValue(value, conversion, None)
            if conversion != -1:
                yield ast.FormattedValue(value, -1, form)


def _dropped_entries(text: SourceText, node: ast.AST) -> Iterator[tuple[str, str]]:
    """A literal without one of its entries."""
    if isinstance(node, Literal) and not _is_target(node):
        written = _entries(text, node)
        places = range(len(written))
        for place in places if len(written) <= MOST_ENTRIES else (places[0], places[-1]):
            yield "DropEntry", _literal(node, [*written[:place], *written[place + 1 :]])


def _swapped_entries(text: SourceText, node: ast.AST) -> Iterator[tuple[str, str]]:
    """Two neighbours in a literal in the other order; in a dict, each with the other's value."""
    if not isinstance(node, Literal) or isinstance(node, ast.Set) or _is_target(node):
        return
    if isinstance(node, ast.Dict) and None in node.keys:  # `**other` cannot change places with a value
        return
    written = _swappable(text, node)
    for place in range(len(written) - 1 if len(written) <= MOST_ENTRIES else 1):
        swapped = [*written[:place], written[place + 1], written[place], *written[place + 2 :]]
        yield "SwapEntries", _literal(node, _with_keys(text, node, swapped))


def _swappable(text: SourceText, node: Literal) -> list[str]:
    return [_entry(text, each) for each in node.values] if isinstance(node, ast.Dict) else _entries(text, node)


def _with_keys(text: SourceText, node: Literal, values: list[str]) -> list[str]:
    if not isinstance(node, ast.Dict):
        return values
    return [_item(text, key, value) for key, value in zip(node.keys, values, strict=True)]


def _entries(text: SourceText, node: Literal) -> list[str]:
    if isinstance(node, ast.Dict):
        return [_item(text, key, _entry(text, value)) for key, value in zip(node.keys, node.values, strict=True)]
    return [_entry(text, each) for each in node.elts]


def _item(text: SourceText, key: ast.expr | None, value: str) -> str:
    return f"**{value}" if key is None else f"{text.of(key)}: {value}"


def _entry(text: SourceText, node: ast.expr) -> str:
    """An entry, again in the parentheses that its own text is without."""
    return f"({text.of(node)})" if isinstance(node, ast.NamedExpr | ast.Yield | ast.YieldFrom) else text.of(node)


def _literal(node: Literal, entries: list[str]) -> str:
    opening, closing = BRACKETS[type(node)]
    if isinstance(node, ast.Set) and not entries:
        return "set()"
    last = "," if isinstance(node, ast.Tuple) and len(entries) == 1 else ""
    return f"{opening}{', '.join(entries)}{last}{closing}"


def _is_target(node: Literal) -> bool:
    return isinstance(node, ast.Tuple | ast.List) and not isinstance(node.ctx, ast.Load)
