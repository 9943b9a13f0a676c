"""Mutants of what is asked and passed: keywords, orders, slices, membership and conditions.

Trusted side; pure, and runs none of them.
"""

import ast
from collections.abc import Iterator
from itertools import chain

from grader.audit.edits import Rewrite, SourceText
from grader.audit.unseen import called_name, without_effect

MEMBERSHIP: dict[type[ast.cmpop], str] = {ast.In: "not in", ast.NotIn: "in"}
WORD: dict[type[ast.boolop], str] = {ast.And: " and ", ast.Or: " or "}
LOOSE = (ast.BoolOp, ast.IfExp, ast.Lambda, ast.NamedExpr)
"""What needs parentheses as an operand of `and` and `or`."""
ORDERED_BY_CALL = "sorted"
ORDERED_BY_METHOD = "sort"


def expression_rewrites(text: SourceText, tree: ast.Module) -> Iterator[Rewrite]:
    """Every rewrite of an expression, in the order in which the tree is walked."""
    for node in _seen(tree):
        changes = chain(
            _keywords(text, node),
            _orders(text, node),
            _slices(text, node),
            _membership(text, node),
            _operands(text, node),
        )
        for operator, new in changes:
            yield Rewrite(operator, text.replaced(node, new))
        for condition, constant in _conditions(text, node):
            yield Rewrite("Condition", text.replaced(condition, constant))


def _seen(tree: ast.Module) -> Iterator[ast.AST]:
    """All nodes that could change a result, without those in f-strings, whose positions depend on Python's version."""
    skipped = without_effect(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            skipped.update(id(part) for part in ast.walk(node))
    return (node for node in ast.walk(tree) if id(node) not in skipped)


def _keywords(text: SourceText, node: ast.AST) -> Iterator[tuple[str, str]]:
    """A call without one of its keywords. The generator negates True and False, which does the same."""
    if not isinstance(node, ast.Call):
        return
    skipped = without_effect(node)
    for dropped in node.keywords:
        is_switch = isinstance(dropped.value, ast.Constant) and isinstance(dropped.value.value, bool)
        if dropped.arg is not None and id(dropped) not in skipped and not is_switch:
            yield "DropKeyword", _call(text, node, *(each for each in node.keywords if each is not dropped))


def _orders(text: SourceText, node: ast.AST) -> Iterator[tuple[str, str]]:
    """The other order. Where there is `reverse`, the generator or a dropped keyword inverts it."""
    if isinstance(node, ast.Call) and not any(each.arg in {"reverse", None} for each in node.keywords):
        is_method = isinstance(node.func, ast.Attribute)
        if called_name(node) == (ORDERED_BY_METHOD if is_method else ORDERED_BY_CALL) and is_method == (not node.args):
            yield "Order", _call(text, node, *node.keywords, "reverse=True")


def _call(text: SourceText, node: ast.Call, *keywords: ast.keyword | str) -> str:
    words = (each if isinstance(each, str) else text.of(each) for each in keywords)
    return f"{text.of(node.func)}({', '.join([*(_argument(text, each) for each in node.args), *words])})"


def _argument(text: SourceText, node: ast.expr) -> str:
    written = text.of(node)
    return f"({written})" if isinstance(node, ast.NamedExpr) else written


def _slices(text: SourceText, node: ast.AST) -> Iterator[tuple[str, str]]:
    """A slice without one of its bounds, or with one moved by one; the generator moves those that are numbers."""
    if not isinstance(node, ast.Slice):
        return
    bounds = (node.lower, node.upper, node.step)
    written = ["" if each is None else text.of(each) for each in bounds]
    for place, bound in enumerate(bounds):
        if bound is not None:
            yield "Slice", _slice([*written[:place], "", *written[place + 1 :]])
            if place < 2 and not isinstance(bound, ast.Constant | ast.UnaryOp):  # noqa: PLR2004 # the step is not moved
                for moved in (f"({written[place]}) + 1", f"({written[place]}) - 1"):
                    yield "Slice", _slice([*written[:place], moved, *written[place + 1 :]])


def _slice(bounds: list[str]) -> str:
    lower, upper, step = bounds
    return f"{lower}:{upper}:{step}" if step else f"{lower}:{upper}"


def _membership(text: SourceText, node: ast.AST) -> Iterator[tuple[str, str]]:
    """`in` for `not in`, and the reverse."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in MEMBERSHIP:
        asked = MEMBERSHIP[type(node.ops[0])]
        yield "Membership", f"({text.of(node.left)}) {asked} ({text.of(node.comparators[0])})"


def _operands(text: SourceText, node: ast.AST) -> Iterator[tuple[str, str]]:
    """`a and b` without `a`, and without `b`."""
    if not isinstance(node, ast.BoolOp):
        return
    written = [f"({text.of(each)})" if isinstance(each, LOOSE) else text.of(each) for each in node.values]
    for place in range(len(written)):
        yield "DropOperand", WORD[type(node.op)].join([*written[:place], *written[place + 1 :]])


def _conditions(text: SourceText, node: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """A condition that always holds, and one that never does where no dropped branch is the same."""
    match node:
        case ast.If(test=test) if not _is_main(test):
            yield test, "True"
        case ast.IfExp(test=test):
            yield from ((test, "True"), (test, "False"))
        case ast.While(test=test) if not isinstance(test, ast.Constant):  # one that always holds runs forever
            yield test, "False"
        case ast.comprehension(ifs=tests):
            yield from ((test, constant) for test in tests for constant in ("True", f"not ({text.of(test)})"))


def _is_main(test: ast.expr) -> bool:
    """Whether this asks if the module is run as a program, which is settled by how it is graded."""
    return isinstance(test, ast.Compare) and isinstance(test.left, ast.Name) and test.left.id == "__name__"
