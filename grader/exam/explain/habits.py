"""Habits in a student's source that are known to go wrong when it is tested. Trusted side; parses, runs nothing.

They are the same whatever the code did with a hidden input, so they may be mentioned at every level.
"""

import ast
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence

from grader.exam.source.definitions import Definition, body_of, find

Files = Mapping[str, bytes]
_CHANGING = frozenset({"append", "extend", "insert", "add", "update", "setdefault", "pop", "clear", "remove", "sort"})
_MAKING = frozenset({"list", "dict", "set", "defaultdict", "deque"})
_THERE = {*sys.stdlib_module_names, "numpy", "matplotlib", "mpl_toolkits"}
MAX_FOREIGN = 3
_ENDING = frozenset({"exit", "quit"})


def shared(names: Collection[str], sources: Sequence[str], files: Files) -> str:
    """Says that objects of a class, or calls of a function, unknowingly share a list or dict; empty if none do.

    Args:
        names: The names that a task defines.
        sources: The files that define them; the last definition counts.
        files: The student's files.
    """
    for name in names:
        for source in reversed(sources):
            found = find(name, source, files)
            if found is None:
                continue
            describe = _of_class if isinstance(found.node, ast.ClassDef) else _of_function
            said = describe(found.node, found.file)
            if said:
                return said
            break
    return ""


def asks_or_leaves(files: Files) -> str:
    """Says where a function reads the keyboard, which gets no input, or ends the program, which returns no result."""
    for file in files:
        for definition in (node for node in body_of(file, files) if isinstance(node, Definition)):
            for node in ast.walk(definition):
                if isinstance(node, ast.Call) and (said := _said_of_call(node.func, node.lineno, file)):
                    return said
    return ""


def foreign_imports(files: Files, known: Collection[str]) -> tuple[str, list[str]] | None:
    """The first file whose functions import modules that may be missing, and which modules these are.

    `known` are the names of files and libraries that exist.
    """
    there = {name.removesuffix(".py").replace("-", "_") for name in (*files, *known)} | _THERE
    for file in files:
        for definition in (node for node in body_of(file, files) if isinstance(node, Definition)):
            modules = dict.fromkeys(name for node in ast.walk(definition) for name in _imported(node))
            if foreign := [name for name in modules if name.partition(".")[0] not in there]:
                return file, foreign[:MAX_FOREIGN]
    return None


def _imported(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (alias.name for alias in names)
        case ast.ImportFrom(module=str(module), level=0):
            yield module
        case _:
            return


def _said_of_call(called: ast.expr, line: int, file: str) -> str:
    match called:
        case ast.Name(id="input"):
            return (
                f"`input()` in line {line} of {file} asks for input, but there is none, or no more, when it is "
                "tested: take the value from the function's arguments, unless the task wants you to ask."
            )
        case ast.Name(id=name) | ast.Attribute(value=ast.Name(id="sys"), attr=name) if name in _ENDING:
            return f"`{name}()` in line {line} of {file} ends the whole program: leave a function with `return`."
        case _:
            return ""


def _of_class(node: ast.AST, file: str) -> str:
    if not isinstance(node, ast.ClassDef):
        return ""
    methods = [each for each in node.body if isinstance(each, ast.FunctionDef)]
    own = {name for method in methods for name in _set_on_self(method)}
    for statement in node.body:
        for name, line in _made(statement):
            if name not in own and any(_changes(method, name, on_self=True) for method in methods):
                return (
                    f"`{name}` in line {line} of {file} belongs to the class {node.name}, so all its objects share it: "
                    f"set it in `__init__`, as `self.{name} = ...`."
                )
    return ""


def _of_function(node: ast.AST, file: str) -> str:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return ""
    positional = [*node.args.posonlyargs, *node.args.args]
    defaults = zip(positional[len(positional) - len(node.args.defaults) :], node.args.defaults, strict=True)
    for parameter, default in defaults:
        if _is_made(default) and _changes(node, parameter.arg, on_self=False):
            return (
                f"The default of `{parameter.arg}` in line {default.lineno} of {file} is created only once, and what "
                f"one call adds to it is still there in the next: write `{parameter.arg}=None`, and create it in the "
                "function."
            )
    return ""


def _made(statement: ast.stmt) -> Iterator[tuple[str, int]]:
    """The lists and dicts that a statement in a class body makes."""
    match statement:
        case ast.Assign(targets=targets, value=value) if _is_made(value):
            yield from ((each.id, statement.lineno) for each in targets if isinstance(each, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if _is_made(value):
            yield name, statement.lineno
        case _:
            return


def _is_made(value: ast.expr) -> bool:
    called = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in _MAKING
    return called or isinstance(value, ast.List | ast.Dict | ast.Set)


def _set_on_self(method: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(method):
        match node:
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                yield name
            case _:
                continue


def _changes(function: ast.AST, name: str, *, on_self: bool) -> bool:
    """Whether it changes the object of this name in place."""

    def is_it(node: ast.expr) -> bool:
        match node:
            case ast.Attribute(value=ast.Name(id="self"), attr=attribute):
                return on_self and attribute == name
            case ast.Name(id=variable):
                return not on_self and variable == name
            case _:
                return False

    for node in ast.walk(function):
        match node:
            case ast.Call(func=ast.Attribute(value=held, attr=method)) if method in _CHANGING and is_it(held):
                return True
            case ast.Subscript(value=held, ctx=ast.Store()) if is_it(held):
                return True
            case _:
                continue
    return False
