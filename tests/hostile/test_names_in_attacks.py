"""An attack on the grader's own modules names what is there: one that ends in a NameError attacks nothing."""

import ast
import builtins
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

CORPUS = Path(__file__).parent / "attacks"


def of_the_grader(source: str) -> Iterator[tuple[ast.ImportFrom, ModuleType]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("grader"):
            yield node, import_module(node.module or "")


def _bound(node: ast.AST) -> set[str]:
    """The names that a piece of syntax gives a meaning."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
        return {node.name}
    if isinstance(node, ast.arg):
        return {node.arg}
    if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        return {node.id}
    return {node.name} if isinstance(node, ast.ExceptHandler) and node.name else set()


def missing(source: str) -> set[str]:
    """The names that a module uses and nothing gives it, and attributes of the grader's modules that are not there."""
    tree, known, modules = ast.parse(source), set(dir(builtins)), dict[str, ModuleType]()
    for imported, module in of_the_grader(source):
        if imported.names[0].name == "*":
            known |= {name for name in dir(module) if not name.startswith("_")}
        for alias in imported.names:
            if find_spec(f"{module.__name__}.{alias.name}") if hasattr(module, "__path__") else None:
                modules[alias.name] = import_module(f"{module.__name__}.{alias.name}")
    for node in ast.walk(tree):
        known |= _bound(node)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    attributes = {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules
        if not hasattr(modules[node.value.id], node.attr)
    }
    return (used - known) | attributes


def sources() -> dict[str, str]:
    texts = {str(path.relative_to(CORPUS)): path.read_bytes() for path in sorted(CORPUS.rglob("*.py"))}
    return {name: text.decode() for name, text in texts.items() if b"from grader." in text}


@pytest.mark.parametrize("name", sources())
def test_an_attack_uses_only_names_that_there_are(name: str) -> None:
    assert missing(sources()[name]) == set()


def test_a_name_that_is_gone_is_found() -> None:
    source = "from grader.guest import server\nfrom grader.wire.messages import *\nserver.gone = Raised, Gone\n"
    assert missing(source) == {"Gone", "server.gone"}
