"""What of a module no test sees or should see, so that a mutant of it would only be listed. Trusted side; pure."""

import ast
from collections.abc import Iterator

from grader.audit.edits import Function

QUIET = frozenset(
    {"encoding", "newline", "stacklevel"}
    | {"figsize", "dpi", "layout", "marker", "linewidth", "linestyle", "alpha", "loc", "fontsize", "rotation", "cmap"}
    | {"color", "edgecolor", "facecolor", "markersize", "zorder"}
)
"""Keywords that say how something is stored or looks, which contracts leave to their readers."""
WORDING = frozenset({"title", "xlabel", "ylabel"})
"""Keywords whose words a contract leaves to its readers, though not that there are any."""
WORDING_METHODS = frozenset({"set_title", "set_xlabel", "set_ylabel", "suptitle"})
GENERIC = frozenset({"tuple", "list", "dict", "set", "frozenset", "type"})
WITHOUT_EFFECT = frozenset({"hash", "TypeVar", "cast", "errstate", "simplefilter", "filterwarnings"})
"""Calls whose arguments change no result: equal objects have equal hashes, also with fewer entries, in any order."""


def called_name(node: ast.Call) -> str:
    """The last part of the name of what is called, or nothing if it has none."""
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def without_effect(tree: ast.AST) -> set[int]:
    """The identities of all nodes that only a reader or a type checker sees, or on which no result depends."""
    return _within(_without_effect(tree))


def without_wording(tree: ast.AST) -> set[int]:
    """The identities of all nodes that word something, or compare with the name of the module that is run."""
    return _within(_wording(tree))


def _within(nodes: Iterator[ast.AST]) -> set[int]:
    return {id(part) for node in nodes for part in ast.walk(node)}


def _without_effect(tree: ast.AST) -> Iterator[ast.AST]:
    yield from _annotations(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Assert() | ast.Expr(value=ast.Constant()):  # an assertion guards the module against itself
                yield node
            case ast.keyword(arg=name) if name in QUIET:
                yield node
            case ast.Call(keywords=keywords) if called_name(node) == "asarray":
                yield from (each for each in keywords if each.arg == "dtype" and _is_float(each.value))
            case ast.Subscript(value=ast.Name(id=name), slice=types) if name in GENERIC or _is_class(name):
                yield types  # `Row = tuple[str, int]` is an annotation in the making
            case ast.Call(args=args, keywords=keywords) if called_name(node) in WITHOUT_EFFECT:
                yield from (*args, *keywords)


def _is_float(dtype: ast.expr) -> bool:
    """Whether this is a type of floats, which arithmetic makes of whole numbers too: results are the same without it.

    An array that is written into comes from `array`, `zeros` or `copy`, whose types matter.
    """
    return ast.unparse(dtype).strip("'").rpartition(".")[2] in {"float", "float64", "double"}


def _is_class(name: str) -> bool:
    return name[:1].isupper() and not name.isupper()


def _annotations(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
            yield node.annotation
        elif isinstance(node, Function) and node.returns is not None:
            yield node.returns


def _wording(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        match node:
            case ast.Raise():
                yield node
            case ast.keyword(arg=name) if name in WORDING:
                yield node
            case ast.Call(args=args) if called_name(node) in WORDING_METHODS:
                yield from args
            case ast.Compare(left=ast.Name(id="__name__")):
                yield node
