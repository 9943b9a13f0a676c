"""What pytest says of a public test whose author says nothing -> a sentence that a novice can read. Trusted side.

Of an `assert`, pytest tells how each value came about, down to the address of every function. Kept are what the test
asserts, as it is written there, and the values of its sides and calls.
"""

import ast
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.sanitize import shortened
from grader.wire.public_tests import MAX_ASSERTED, TestHalt

MAX_VALUE = 120
MAX_VALUES = 3
BEGIN = "assert "
DOES_NOT_HOLD = "which does not hold"
ONLY_VALUES = "What the test asserts does not hold: "
NOTHING_SAID = "The test failed without a message."
_FALSE = frozenset({"", "False", "0", "None"})
_NOT_RAISED = re.compile(r"DID NOT RAISE (?:any of )?(?:<class ')?(?:builtins\.)?(?P<name>[\w.]+)(?:'>)?")
_OTHER_MESSAGE = re.compile(
    r"Regex pattern did not match\.\n +(?:Expected regex|Regex): (?P<wanted>.+)\n"
    r" +(?:Actual message|Input): (?P<said>.+)"
)
_OPERATORS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
}
_WHERE = re.compile(r"^ \+(?P<depth> +)(?:where|and  ) (?P<told>.+)$")
_FUNCTION = re.compile(r"<(?:function|built-in function) (?:[\w.]+\.)?(?P<name>\w+|<lambda>)(?: at 0x[0-9a-f]+)?>")
_CLASS = re.compile(r"<class '(?:[\w.]+\.)?(\w+)'>")
_OBJECT = re.compile(r"<(?:[\w.]+\.)?(?:<locals>\.)?(\w+) object at 0x[0-9a-f]+>")
_EXACT = re.compile(r"\bnp\.(True|False)_")
_OPAQUE = re.compile(r"<[^<>]*(?: at 0x| from )[^<>]*>|<.*<locals>.*>")
_OF_PYTHON = re.compile(r"<function \w[\w.]* at 0x[0-9a-f]+>\(")

_ADDRESS = re.compile(r"0x[0-9a-f]{6,16}")
_NAMED = (
    (re.compile(r"<(?:[\w.]+\.)?(\w+) object at 0x…>"), r"an object of type \1"),
    (re.compile(r"<(?:bound method|built-in method) ([\w.]+) of [^<>]+>"), r"the method \1"),
    (re.compile(r"<(?:built-in )?function (?:[\w.]+\.)?(\w+)(?: at 0x…)?>"), r"the function \1"),
)
"""How Python shows what has no value to show, and what a novice calls it."""


@dataclass(frozen=True)
class _Where:
    """A value and how it came about, as pytest says it."""

    depth: int
    value: str
    source: str


def of_pytest(halt: TestHalt | None, message: str) -> list[str]:
    """What a failed test shows, if the message is pytest's and not its author's; otherwise nothing.

    Args:
        halt: What there is to see of the line in which it ended.
        message: What it ended with.
    """
    lines = message.rstrip().split("\n")
    if lines[0].startswith(BEGIN) and all(map(_WHERE.match, lines[1:])):
        return [_of_assert(halt or TestHalt(), lines[0].removeprefix(BEGIN), lines[1:])]
    if found := _NOT_RAISED.fullmatch(message):
        return [f"It should raise {found['name']} here, but it returned."]
    if found := _OTHER_MESSAGE.fullmatch(message):
        said, wanted = found["said"], found["wanted"]
        return [f"It raises the right exception with another message: {said}, where the test looks for {wanted}."]
    return []


def _of_assert(halt: TestHalt, values: str, below: Sequence[str]) -> str:
    asserted = halt.asserted
    if not asserted or len(asserted) > MAX_ASSERTED:
        shown = _readable(values)
        return NOTHING_SAID if shown in _FALSE else f"{ONLY_VALUES}{shown}."
    told = list(dict.fromkeys([*_of_sides(asserted, values), *_of_calls(asserted, list(_wheres(below)))]))
    there = f": {' and '.join(told[:MAX_VALUES])}" if told else ""
    where = list(_of_names(halt, [each.partition("` is ")[0] for each in told] or [asserted]))[:MAX_VALUES]
    rounds = f", where {' and '.join(where)}" if where else ""
    return f"The test asserts `{asserted}`, {DOES_NOT_HOLD}{there}{rounds}."


def _of_names(halt: TestHalt, sources: Sequence[str]) -> Iterator[str]:
    """The values of the names in what is told of, such as a loop's variable: nothing else says which round it was."""
    tree = _parsed(halt.asserted)
    named = [node for node in ast.walk(tree) if isinstance(node, ast.Name)] if tree is not None else []
    names = dict.fromkeys(node.id for node in sorted(named, key=lambda node: (node.lineno, node.col_offset)))
    for name in filter(halt.values.__contains__, names):
        shown = _readable(halt.values[name][: 2 * MAX_VALUE])
        told = re.compile(rf"(?<![\w.]){re.escape(name)}(?!\w)")
        if shown and f"`{name}" not in sources and any(map(told.search, sources)):
            yield f"`{name}` is {shown}"


def _of_calls(asserted: str, wheres: Sequence[_Where]) -> list[str]:
    """What Python functions returned, and other calls where the sides of a comparison do not tell it already."""
    top = min((each.depth for each in wheres), default=0)
    others = [each for each in wheres if each.depth == top and not _is_comparison(asserted)]
    functions = [each for each in wheres if each.depth > top and _OF_PYTHON.match(each.source)]
    below = list(filter(None, map(_in_words, functions)))
    return [*filter(None, (_in_words(each) for each in others if not below or each.value not in _FALSE)), *below]


def _wheres(lines: Sequence[str]) -> Iterator[_Where]:
    for line in lines:
        found = _WHERE.match(line)
        value, equals, source = found["told"].partition(" = ") if found else ("", "", "")
        if found and equals and " = " not in source:  # otherwise it is unclear which of them stands between the two
            yield _Where(len(found["depth"]), value, source)


def _of_sides(asserted: str, values: str) -> Iterator[str]:
    """The values of both sides of a comparison, without those that are written there as they are."""
    for source, value in _sides(asserted, values):
        shown = _readable(value)
        if shown and "approx(" not in source and not _is_same(source, value):
            yield f"`{source}` is {shown}"


def _sides(asserted: str, values: str) -> list[tuple[str, str]]:
    tree = _parsed(asserted)
    if not isinstance(tree, ast.Compare) or len(tree.ops) != 1:
        return []
    parts = values.split(f" {_OPERATORS[type(tree.ops[0])]} ")
    if len(parts) != 2:  # noqa: PLR2004 # a value contains the operator
        return []
    if isinstance(tree.ops[0], ast.Eq) and parts[0] == parts[1]:  # what they differ in is left out of both
        return []
    sources = [ast.get_source_segment(asserted, side) or "" for side in (tree.left, tree.comparators[0])]
    return list(zip(sources, parts, strict=True))


def _is_comparison(asserted: str) -> bool:
    tree = _parsed(asserted)
    return isinstance(tree, ast.Compare) and len(tree.ops) == 1


def _parsed(source: str) -> ast.expr | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about an odd escape sequence
            return ast.parse(source, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _is_same(source: str, value: str) -> bool:
    """Whether a value is written as it is: a literal, or an operation on literals."""
    written, shown = _parsed(source), _parsed(value)
    if written is None:
        return False
    return all(not isinstance(node, ast.Name | ast.Call) for node in ast.walk(written)) or (
        shown is not None and ast.dump(written) == ast.dump(shown)
    )


def _in_words(where: _Where) -> str:
    """`double(2)` is 4; empty if there is nothing to read."""
    source, value = _readable(where.source), _readable(where.value)
    if not source.endswith(")") or not value or "`" in source or source == value:
        return ""
    return f"`{source}` is {value}"


def _readable(text: str) -> str:
    """A value or a call without addresses and modules; empty if nothing is left to read."""
    text = _EXACT.sub(r"\1", _CLASS.sub(r"\1", _FUNCTION.sub(r"\g<name>", text)))
    text = _OBJECT.sub("", text) if _OBJECT.fullmatch(text) else _OBJECT.sub(r"\1(…)", text)
    return "" if _OPAQUE.search(text) else shortened(text, MAX_VALUE)


def without_addresses(text: str) -> str:
    """A sentence in which objects have their names, and not their places in memory, which differ from run to run."""
    text = _ADDRESS.sub("0x…", text)
    for named, words in _NAMED:
        text = named.sub(words, text)
    return text
