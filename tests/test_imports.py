"""The arrows of the architecture, held against every import in the package."""

import ast
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "grader"
FOUNDATION = {"errors", "model", "sanitize", "version", "safe_path", "toml_faults", "pictures"}
MAY_IMPORT = {
    "errors": set(),
    "model": {"model"},
    "sanitize": set(),
    "version": set(),
    "toml_faults": set(),
    "pictures": set(),
    "safe_path": {"errors"},
    "plugins": {"errors"},
    "wire": {"sanitize", "wire"},
    "guest": {"sanitize", "wire", "guest"},
    "assignment": FOUNDATION | {"assignment"},
    "intake": FOUNDATION | {"assignment", "intake"},
    "host": FOUNDATION | {"assignment", "wire", "host"},
    "notebook_execution": FOUNDATION | {"assignment", "wire", "host", "notebook_execution"},
    "exam": FOUNDATION | {"assignment", "intake", "wire", "host", "exam"},
    "gradebook": FOUNDATION
    | {
        "plugins",
        "assignment",
        "intake",
        "wire",
        "host",
        "exam",
        "notebook_execution",
        "feedback",
        "report",
        "output",
        "gradebook",
    },
    "feedback": FOUNDATION | {"feedback"},
    "report": FOUNDATION | {"feedback", "report"},
    "output": FOUNDATION | {"feedback", "report", "output"},
    "hand_in": FOUNDATION | {"assignment", "intake", "hand_in"},
    "handout": FOUNDATION | {"assignment", "intake", "host", "exam", "output", "handout"},
    "ci": FOUNDATION | {"plugins", "assignment", "intake", "exam", "gradebook", "feedback", "output", "ci"},
    "audit": FOUNDATION | {"assignment", "intake", "exam", "report", "output", "audit"},
    "api": FOUNDATION
    | {
        "assignment",
        "intake",
        "host",
        "exam",
        "gradebook",
        "ci",
        "hand_in",
        "audit",
        "handout",
        "report",
        "output",
        "api",
    },
    "start": {"cli"},
    "course_pytest": {"exam"},
    "__main__": {"start"},
    # Commands parse, call the public API and print: what they do, a program can do too.
    "cli": FOUNDATION | {"api", "feedback", "cli"},
}


def part_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


@cache
def parsed(source: str) -> ast.Module:
    return ast.parse(source)


def imports_of(source: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(parsed(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return {part_of(name) for name in found if name.startswith("grader.")}


def sources() -> list[Path]:
    return sorted(
        path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py" and "bundled" not in path.parts
    )


def strays(source: str, part: str) -> set[str]:
    """What a module imports and its part may not."""
    return imports_of(source) - MAY_IMPORT[part]


def test_every_module_imports_only_along_the_arrows() -> None:
    parts = {path: path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in sources()}
    found = {str(path.relative_to(PACKAGE)): strays(path.read_text("utf-8"), part) for path, part in parts.items()}
    assert len(found) > 200
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_the_check_sees_a_forbidden_import() -> None:
    source = "from grader.guest import server\nimport grader.exam.checks.check"
    assert imports_of(source) == {"guest", "exam"}
    assert strays(source, "exam") == {"guest"}
    assert strays("def bulk():\n    from grader.gradebook import store", "cli") == {"gradebook"}


def graph_of(texts: dict[str, str]) -> dict[str, set[str]]:
    """Which of these modules each imports, wherever the import stands, except for type checkers alone."""
    return {name: {each for each in _modules_of(parsed(text)) if each in texts} for name, text in texts.items()}


def _modules_of(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        found |= _modules_of(node)
    return found


def in_a_circle(graph: dict[str, set[str]]) -> set[str]:
    """The modules that import themselves through others: what is left when whoever imports none of the rest is gone,
    and then whoever is imported by none.
    """
    left = set(graph)
    while True:
        kept = {name for name in left if graph[name] & left and any(name in graph[each] for each in left)}
        if kept == left:
            return left
        left = kept


def test_no_two_modules_import_each_other_even_through_others() -> None:
    names = {path: ".".join(("grader", *path.relative_to(PACKAGE).with_suffix("").parts)) for path in sources()}
    graph = graph_of({name: path.read_text("utf-8") for path, name in names.items() if path.name != "__init__.py"})
    assert sum(map(len, graph.values())) > 1000
    assert in_a_circle(graph) == set()


def test_a_circle_is_seen_also_through_an_import_inside_a_function() -> None:
    texts = {
        "g.a": "from g.b import f",
        "g.b": "def f():\n    from g import c",
        "g.c": "from g.a import x",
        "g.d": "from g.a import x\nif TYPE_CHECKING:\n    from g.e import y",
        "g.e": "from g.d import y",
    }
    assert in_a_circle(graph_of(texts)) == {"g.a", "g.b", "g.c"}
