"""A module's source -> its imports and the rest, so that many modules can share one namespace. Trusted side.

Parses the author's own modules, never a student's.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

from grader.errors import AssignmentError

LINE = 100  # a longer import is broken into one name per line


class Module(Struct, frozen=True):
    """A module taken apart.

    Attributes:
        imports: Module -> names imported from it; the module itself is listed as `import x` or `import x as y`.
        body: The source without docstring and imports.
        names: The top-level definitions, each with its source.
    """

    imports: Mapping[str, frozenset[str]]
    body: str
    names: Mapping[str, str]


def take_apart(source: str) -> Module:
    """Splits a module's source."""
    tree = ast.parse(source)
    lines = source.split("\n")  # as Python counts them
    imports: defaultdict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    drop = tree.body[:1] if ast.get_docstring(tree) is not None else []
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            drop = [*drop, node]
            _note_import(node, imports)
        else:
            names |= dict.fromkeys(_defined(node), ast.unparse(node))
    for node in drop:
        lines[node.lineno - 1 : node.end_lineno] = [""] * ((node.end_lineno or node.lineno) - node.lineno + 1)
    frozen = {module: frozenset(taken) for module, taken in imports.items()}
    return Module(frozen, "\n".join(lines).strip(), names)


def spell_imports(modules: Iterable[Module], without: Collection[str]) -> str:
    """All imports of these modules, merged and sorted as in one file; `without` the named modules."""
    merged: defaultdict[str, set[str]] = defaultdict(set)
    for module in modules:
        for name, taken in module.imports.items():
            if name not in without:
                merged[name] |= taken
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for name in sorted(merged, key=lambda name: (_rank(name), not _is_plain(merged[name]), name)):
        groups[_rank(name)].extend(_spell(name, sorted(merged[name], key=_case)))
    return "\n\n".join("\n".join(group) for group in groups.values())


def require_one_namespace(modules: Mapping[str, Module]) -> None:
    """Ensures that no name has two meanings once all modules share one namespace.

    Raises:
        AssignmentError: Two modules define a name differently.
    """
    owners: dict[str, str] = {}
    for name, module in modules.items():
        for defined, source in module.names.items():
            owner = owners.setdefault(defined, name)
            if modules[owner].names[defined] != source:
                raise AssignmentError(
                    f"{owner}.py and {name}.py both define {defined}, which one notebook cannot hold: rename one."
                )


def _note_import(node: ast.Import | ast.ImportFrom, imports: defaultdict[str, set[str]]) -> None:
    if isinstance(node, ast.ImportFrom):
        imports[node.module or ""] |= {_alias(alias) for alias in node.names}
    else:
        for alias in node.names:
            imports[alias.name].add(f"import {_alias(alias)}")


def _alias(alias: ast.alias) -> str:
    return f"{alias.name} as {alias.asname}" if alias.asname else alias.name


def _defined(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AsyncFunctionDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case _:
            return []


def _spell(module: str, taken: list[str]) -> list[str]:
    plain = [name for name in taken if name.startswith("import ")]
    names = [name for name in taken if name not in plain]
    if not names:
        return plain
    line = f"from {module} import {', '.join(names)}"
    if len(line) > LINE:
        line = "\n".join([f"from {module} import (", *(f"    {name}," for name in names), ")"])
    return [*plain, line]


def _is_plain(taken: set[str]) -> bool:
    return all(name.startswith("import ") for name in taken)


def _case(name: str) -> tuple[int, str]:
    # Constants, classes, functions: the order of linters.
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


def _rank(module: str) -> int:
    """Standard library, installed, the assignment's own."""
    top = module.partition(".")[0]
    if top in sys.stdlib_module_names:
        return 0
    return 1 if top in {"matplotlib", "numpy"} else 2
