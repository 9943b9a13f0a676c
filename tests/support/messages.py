"""The sentences of the grader's own errors, read from its source, and the lists of docs/messages.md made of them.

`python -m tests.support.messages` writes the lists anew, for whoever has changed a sentence.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from grader import errors

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "messages.md"
VALUE = "…"
_LISTED = re.compile(r"(?m)^<!-- from (?P<places>.+) -->\n\n(?P<lines>(?:    .*\n)*)\n*")


@cache
def raised() -> dict[str, tuple[str, ...]]:
    """For each module that makes such an error, the sentences, with an ellipsis for each value in them."""
    found = {module: tuple(_sentences(tree)) for module, tree in _trees().items()}
    return {module: tuple(dict.fromkeys(said)) for module, said in found.items() if said}


@cache
def passed_on() -> frozenset[str]:
    """The modules with an error whose sentence another part has made."""
    return frozenset(
        module for module, tree in _trees().items() if any(not any(_texts(said, tree)) for said in _said(tree))
    )


def listed() -> dict[str, tuple[tuple[str, ...], list[str]]]:
    """For each section of the page, the places in `grader` that it is about, and the sentences that it lists."""
    sections = re.split(r"(?m)^## ", PAGE.read_text("utf-8"))[1:]
    lists = {section.partition("\n")[0]: _LISTED.search(section) for section in sections}
    return {
        heading: (tuple(place.split(", ")), [line.strip() for line in lines.splitlines()])
        for heading, found in lists.items()
        if found
        for place, lines in (found.groups(),)
    }


def section_of(module: str) -> str:
    """The section that a module belongs to: the one that names it, or else the nearest folder that it is in."""
    fitting = [
        (len(place), heading) for heading, (places, _) in listed().items() for place in places if _holds(place, module)
    ]
    return max(fitting)[1] if fitting else ""


def expected(heading: str) -> list[str]:
    """What a section has to list."""
    modules = (said for module, said in raised().items() if section_of(module) == heading)
    return list(dict.fromkeys(chain.from_iterable(modules)))


def _holds(place: str, module: str) -> bool:
    return module == place or module.startswith(f"{place}/")


@cache
def _trees() -> dict[str, ast.Module]:
    files = sorted((ROOT / "grader").rglob("*.py"))
    return {file.relative_to(ROOT).as_posix(): ast.parse(file.read_text("utf-8")) for file in files}


@cache
def _errors() -> frozenset[str]:
    """The names of the errors: those of the tree in `grader.errors`, and those that parts derive from them."""
    named = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)}
    classes = [node for tree in _trees().values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    return frozenset(named).union(
        each.name for each in classes if any(isinstance(base, ast.Name) and base.id in named for base in each.bases)
    )


def _said(tree: ast.Module) -> Iterator[ast.expr]:
    """What each such error is made with."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _errors():
            yield from node.args[:1]


def _sentences(tree: ast.Module) -> Iterator[str]:
    for said in _said(tree):
        yield from _texts(said, tree)


def _texts(node: ast.expr | None, tree: ast.Module) -> Iterator[str]:
    """The texts that an expression may be: written there, under a name, or returned by a function of the module."""
    match node:
        case ast.Constant(str(text)):
            yield text
        case ast.JoinedStr(parts):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else VALUE for part in parts)
        case ast.IfExp():
            yield from chain(_texts(node.body, tree), _texts(node.orelse, tree))
        case ast.BinOp():
            left, right = (next(_texts(side, tree), VALUE) for side in (node.left, node.right))
            yield f"{left}{right}"
        case ast.Name(name):
            yield from _named(name, tree)
        case ast.Call(ast.Name(name)):
            yield from _returned(name, tree)


def _named(name: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.Assign) and any(isinstance(each, ast.Name) and each.id == name for each in targets):
            yield from _texts(node.value, tree) if not isinstance(node.value, ast.Name) else ()
        elif isinstance(node, ast.ImportFrom) and any(each.name == name for each in node.names):
            there = _trees().get(f"{(node.module or '').replace('.', '/')}.py")
            yield from _named(name, there) if there else ()


def _returned(name: str, tree: ast.Module) -> Iterator[str]:
    for function in tree.body:
        if isinstance(function, ast.FunctionDef) and function.name == name:
            for node in ast.walk(function):
                yield from _texts(node.value, tree) if isinstance(node, ast.Return) else ()


def _written(found: re.Match[str], heading: str) -> str:
    lines = "".join(f"    {sentence}\n" for sentence in expected(heading))
    return f"<!-- from {found['places']} -->\n\n{lines}\n"


def _fresh(section: str) -> str:
    heading = section.removeprefix("## ").partition("\n")[0]
    return _LISTED.sub(lambda found: _written(found, heading), section)


def main() -> None:
    """Writes the lists anew."""
    head, *sections = re.split(r"(?m)^(?=## )", PAGE.read_text("utf-8"))
    PAGE.write_text("".join((head, *map(_fresh, sections))).rstrip("\n") + "\n", "utf-8")


if __name__ == "__main__":
    main()
