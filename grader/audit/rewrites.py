"""Mutants that the generator does not know: state and aliasing, caches, and aggregates that skip or average.

Trusted side; pure, and runs none of them. Changes are made in the text, so that everything else stays as it was.
"""

import ast
from collections.abc import Iterator
from itertools import chain

from grader.audit.edits import Function, Rewrite, SourceText

IN_PLACE: dict[type[ast.operator], str] = {
    ast.Add: "__iadd__",
    ast.Sub: "__isub__",
    ast.Mult: "__imul__",
    ast.Div: "__itruediv__",
}
COPIES = frozenset({"list", "tuple", "dict", "copy.copy", "copy.deepcopy", "np.copy", "np.array"})
AGGREGATES = {
    "np.max": ("np.nanmax", "np.mean", "np.min"),
    "np.min": ("np.nanmin", "np.mean", "np.max"),
    "np.mean": ("np.median", "np.max"),
    "np.sum": ("np.nansum", "np.mean"),
    "np.maximum": ("np.fmax", "np.minimum"),
    "np.minimum": ("np.fmin", "np.maximum"),
    "np.linalg.norm": ("np.max", "np.mean"),
    "np.all": ("np.any",),
    "np.any": ("np.all",),
    "max": ("min",),
    "min": ("max",),
    "sum": ("max",),
    "any": ("all",),
    "all": ("any",),
}
LAZY = (ast.GeneratorExp, ast.Starred)
PAIRWISE = frozenset({"np.maximum", "np.minimum"})
CACHE = "@(lambda f, kept={{}}: lambda *a, **k: kept.setdefault(({key}), (f(*a, **k), a))[0])"
"""Returns the first result for a key again. Keeps the arguments too, so that no other object can get their identity."""
SHAPES = "str([getattr(v, 'shape', len(v) if hasattr(v, '__len__') else type(v)) for v in (*a, *k.values())])"
FIRST_CALL = {True: "id(a[0])", False: "None"}
IDENTITY = "*map(id, a), str(k)"


def rewrites_of(source: str) -> Iterator[Rewrite]:
    """Every rewrite of a module, by kind, in the order of the text."""
    text = SourceText(source)
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    methods = {id(item) for node in nodes if isinstance(node, ast.ClassDef) for item in node.body}
    for node in nodes:
        for operator, new in chain(_in_place(text, node), _aliases(text, node), _aggregates(text, node)):
            yield Rewrite(operator, text.replaced(node, new))
        if isinstance(node, Function) and _is_cached(node):
            for operator, key in _keys(method=id(node) in methods):
                yield Rewrite(operator, text.with_line_above(node, f"{CACHE.format(key=key)}  # {node.name}"))


def _in_place(text: SourceText, node: ast.AST) -> Iterator[tuple[str, str]]:
    """`a - b` that writes into `a`. Numbers do not have this method, so that such a mutant fails at once."""
    if not isinstance(node, ast.BinOp) or type(node.op) not in IN_PLACE:
        return
    method = IN_PLACE[type(node.op)]
    if _is_assignment_target(node.left):
        yield "InPlace", f"{text.of(node.left)}.{method}({text.of(node.right)})"
    if _is_assignment_target(node.right) and isinstance(node.op, ast.Add | ast.Mult):
        yield "InPlace", f"{text.of(node.right)}.{method}({text.of(node.left)})"


def _aliases(text: SourceText, node: ast.AST) -> Iterator[tuple[str, str]]:
    """The original instead of a copy."""
    if isinstance(node, ast.Call) and not node.keywords:
        if isinstance(node.func, ast.Attribute) and node.func.attr == "copy" and not node.args:
            yield "Alias", text.of(node.func.value)
        elif len(node.args) == 1 and text.of(node.func) in COPIES and not isinstance(node.args[0], LAZY):
            yield "Alias", f"({text.of(node.args[0])})"
    elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice) and ast.unparse(node.slice) == ":":
        yield "Alias", text.of(node.value)


def _aggregates(text: SourceText, node: ast.AST) -> Iterator[tuple[str, str]]:
    """Another aggregate, and the aggregate of the first or the last entry only."""
    if not isinstance(node, ast.Call) or not node.args:
        return
    name = text.of(node.func)
    called = text.of(node).removeprefix(name)
    for other in AGGREGATES.get(name, ()):
        yield "Aggregate", other + called
    if name in AGGREGATES and name not in PAIRWISE:
        argument = node.args[0]
        for part in ("[:1]", "[-1:]"):
            yield "Skip", f"{name}({_part(text, argument, part, name)})"


def _part(text: SourceText, argument: ast.expr, part: str, name: str) -> str:
    if isinstance(argument, ast.GeneratorExp):
        return f"list({text.of(argument)}){part}"
    return f"np.ravel({text.of(argument)}){part}" if name.startswith("np.") else f"list({text.of(argument)}){part}"


def _keys(*, method: bool) -> Iterator[tuple[str, str]]:
    yield "CacheFirstCall", FIRST_CALL[method]
    yield "CacheShape", f"{FIRST_CALL[method]}, {SHAPES}"
    if method:  # a test passes new objects to each call of a function, while those of a method can be the same
        yield "CacheIdentity", IDENTITY


def _is_cached(node: Function) -> bool:
    """Whether a function has arguments and a result. One that only constructs or prints has nothing to cache."""
    overloaded = any(isinstance(mark, ast.Name) and mark.id == "overload" for mark in node.decorator_list)
    takes = node.args.args or node.args.vararg or node.args.kwonlyargs
    gives = any(isinstance(inner, ast.Return) and inner.value is not None for inner in ast.walk(node))
    return bool(takes) and gives and not overloaded and not (node.name.startswith("__") and node.name.endswith("__"))


def _is_assignment_target(node: ast.expr) -> bool:
    return isinstance(node, ast.Name | ast.Attribute | ast.Subscript)
