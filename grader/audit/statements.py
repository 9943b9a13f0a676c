"""Mutants whose statements are gone, and which return or raise something else. Trusted side; pure, and runs none.

Not dropped is what only gives a name a value: whatever reads the name then fails at once. No loop loses what ends it.
"""

import ast
from collections.abc import Iterator, Sequence
from itertools import chain

from grader.audit.edits import Rewrite, SourceText

EFFECTS = (ast.Expr, ast.AugAssign, ast.Raise, ast.Delete)
"""Statements that do something other than to give a name a value. An `assert` only guards the module against itself."""
OTHER_CLASS = "ArithmeticError"
ARITHMETIC = frozenset({"ArithmeticError", "ZeroDivisionError", "OverflowError", "FloatingPointError"})
OTHER_THAN_ARITHMETIC = "LookupError"


def statement_rewrites(text: SourceText, tree: ast.Module) -> Iterator[Rewrite]:
    """Every rewrite of a statement, in the order in which the tree is walked."""
    for node in ast.walk(tree):
        yield from chain(_dropped(text, node), _dropped_bodies(text, node), _returns(text, node), _raises(text, node))


def _dropped(text: SourceText, node: ast.AST) -> Iterator[Rewrite]:
    """`pass` in place of a statement that has an effect."""
    if isinstance(node, EFFECTS) or (isinstance(node, ast.Assign | ast.AnnAssign) and _assigns_to_a_part(node)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):  # a docstring, or an ellipsis
            return
        yield Rewrite("DropStatement", text.replaced(node, "pass"))


def _assigns_to_a_part(node: ast.Assign | ast.AnnAssign) -> bool:
    """Whether an assignment is to an attribute or an item, which others may see."""
    if isinstance(node, ast.AnnAssign):
        return node.value is not None and not isinstance(node.target, ast.Name)
    targets = chain.from_iterable(ast.walk(target) for target in node.targets)
    return any(isinstance(each, ast.Attribute | ast.Subscript) and isinstance(each.ctx, ast.Store) for each in targets)


def _dropped_bodies(text: SourceText, node: ast.AST) -> Iterator[Rewrite]:
    """`pass` in place of all that a branch does."""
    for body in _branches(node):
        if not isinstance(body[0], ast.Pass):
            yield Rewrite("DropBody", text.replaced(body[0], "pass", body[-1]))


def _branches(node: ast.AST) -> Iterator[Sequence[ast.stmt]]:
    match node:
        case ast.If(body=body, orelse=orelse):
            yield body
            if orelse and not _is_elif(orelse):
                yield orelse
        case ast.ExceptHandler(body=body) | ast.match_case(body=body):
            yield body
        case ast.Try(orelse=orelse, finalbody=finalbody):
            yield from (body for body in (orelse, finalbody) if body)
        case ast.For(orelse=orelse) | ast.While(orelse=orelse) if orelse:
            yield orelse


def _is_elif(orelse: Sequence[ast.stmt]) -> bool:
    """Whether this is an `elif`, which begins where its own condition does not; its branches are changed as its own."""
    return len(orelse) == 1 and isinstance(orelse[0], ast.If)


def _returns(text: SourceText, node: ast.AST) -> Iterator[Rewrite]:
    """Nothing is returned."""
    if isinstance(node, ast.Return) and node.value is not None:
        yield Rewrite("ReturnNone", text.replaced(node, "return None"))


def _raises(text: SourceText, node: ast.AST) -> Iterator[Rewrite]:
    """An exception of another class, neither more nor less general."""
    if isinstance(node, ast.Raise) and node.exc is not None:
        raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        if isinstance(raised, ast.Name) and raised.id.endswith("Error"):  # `Exception` allows each
            other = OTHER_THAN_ARITHMETIC if raised.id in ARITHMETIC else OTHER_CLASS
            yield Rewrite("OtherException", text.replaced(raised, other))
