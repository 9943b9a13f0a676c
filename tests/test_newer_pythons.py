"""Our code uses nothing that Python 3.14 and 3.15 take away or change: they are not at hand to run it.

What is looked for stands in their lists of what is removed and deprecated, as far as any of our code could use it.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
REMOVED = {
    "ast": {"Num", "Str", "Bytes", "NameConstant", "Ellipsis"},
    "asyncio": {"get_event_loop_policy", "set_event_loop_policy", "AbstractChildWatcher", "iscoroutinefunction"},
    "importlib.abc": {"ResourceReader", "Traversable", "TraversableResources"},
    "locale": {"getdefaultlocale", "resetlocale"},
    "pkgutil": {"find_loader", "get_loader", "ImpImporter"},
    "platform": {"java_ver"},
    "pty": {"master_open", "slave_open"},
    "sqlite3": {"version_info"},
    "sysconfig": {"is_python_build"},
    "typing": {"ByteString", "no_type_check_decorator"},
}
METHODS = {"is_reserved", "load_module", "find_module", "co_lnotab", "utcnow", "utcfromtimestamp"}
STARTS = {"Process", "Pool", "Queue", "Manager"}
"""Of multiprocessing itself, which starts processes in another way from 3.14 on unless a context is asked for one."""
_NAMES = {*METHODS, *(name for names in REMOVED.values() for name in names)}
_MENTIONED = re.compile(rf"\b(?:{'|'.join(sorted(_NAMES))}|finally|_pack_|multiprocessing|ProcessPoolExecutor)\b")


def faults(source: str) -> Iterator[str]:
    tree = ast.parse(source if _MENTIONED.search(source) else "")  # parsing all of it takes seconds
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=module), attr=name) if name in REMOVED.get(module, ()):
                yield f"line {node.lineno}: {module}.{name} is gone"
            case ast.ImportFrom(module=str(module), names=names) if {each.name for each in names} & REMOVED.get(
                module, set()
            ):
                yield f"line {node.lineno}: some of {module} is gone"
            case ast.Call(func=ast.Attribute(attr=name)) | ast.Attribute(attr="co_lnotab" as name) if name in METHODS:
                yield f"line {node.lineno}: {name} is gone"
            case ast.Call(func=ast.Attribute(value=ast.Name(id="multiprocessing"), attr=name)) if name in STARTS:
                yield f"line {node.lineno}: multiprocessing.{name} starts processes in another way"
            case ast.Call(func=ast.Name(id="ProcessPoolExecutor"), keywords=given):
                if "mp_context" not in {each.arg for each in given}:
                    yield f"line {node.lineno}: ProcessPoolExecutor starts processes in another way"
            case ast.Try(finalbody=body) if any(_leaves(each) for each in body):
                yield f"line {node.lineno}: a `finally` is left by return, break or continue"
            case ast.ClassDef(body=fields) if "_pack_" in _assigned(fields) and "_layout_" not in _assigned(fields):
                yield f"line {node.lineno}: a packed structure wants a layout"
            case _:
                continue


def _leaves(statement: ast.stmt) -> bool:
    """Whether control leaves a block by this statement of it; what a function or loop in there does stays there."""
    if isinstance(statement, ast.Return | ast.Break | ast.Continue):
        return True
    inner = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.For | ast.While
    below = () if isinstance(statement, inner) else ast.iter_child_nodes(statement)
    return any(_leaves(each) for each in below if isinstance(each, ast.stmt))


def _assigned(body: list[ast.stmt]) -> set[str]:
    targets = (target for each in body if isinstance(each, ast.Assign) for target in each.targets)
    return {target.id for target in targets if isinstance(target, ast.Name)}


@pytest.mark.parametrize(
    "source",
    [
        "import ast\nast.Num(1)",
        "from typing import ByteString",
        "path.is_reserved()",
        "code.co_lnotab",
        "multiprocessing.Pool(2)",
        "ProcessPoolExecutor(2)",
        "def f():\n    try:\n        g()\n    finally:\n        if x:\n            return 1",
        "class Rule(ctypes.Structure):\n    _pack_ = 1\n    _fields_ = ()",
    ],
)
def test_what_newer_pythons_take_away_is_found(source: str) -> None:
    assert len(list(faults(source))) == 1


def test_nothing_of_ours_uses_it() -> None:
    folders = ("grader", "assignments", "distributions", "solutions/*/hidden_tests", "tests/support")
    files = [file for folder in folders for place in ROOT.glob(folder) for file in place.rglob("*.py")]
    files += list(ROOT.glob("solutions/*/*.py"))
    assert len(files) > 300
    assert [f"{file.relative_to(ROOT)}, {fault}" for file in files for fault in faults(file.read_text("utf-8"))] == []
