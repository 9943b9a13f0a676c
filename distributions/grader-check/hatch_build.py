"""Build hook of the students' distribution: the modules that `grader check` needs, found by following imports.

Nothing is packed but modules of the package and their templates, so no assignment and no solution can be.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ALWAYS = ("py.typed",)


class StudentHook(BuildHookInterface[Any]):
    """Puts the chosen part of the package into the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Chooses the files. Raises RuntimeError for an editable install, and where the package is not beside this."""
        package = Path(self.root).resolve().parents[1] / "grader"
        if version != "standard" or not package.is_dir():
            raise RuntimeError(
                "grader-check is a wheel of the repository's package: run `uv build --wheel` there, on this folder."
            )
        part = Part(package, frozenset(self.config["faces"]))
        for file in part.files(self.config["roots"]):
            build_data["force_include"][str(file)] = f"grader/{file.relative_to(package).as_posix()}"


class Part:
    """The part of a package that some of its modules need."""

    def __init__(self, package: Path, faces: frozenset[str]) -> None:
        """Of `faces` only what they import as they are loaded themselves is followed."""
        self._package = package
        self._faces = faces
        self._modules = {_name(package, file): file for file in package.rglob("*.py")}

    def files(self, roots: list[str]) -> list[Path]:
        """The modules and the templates that are named in them or in one another."""
        modules = self.modules(roots)
        chosen = [self._modules[name] for name in sorted(modules)]
        return [*chosen, *self._templates(chosen), *(self._package / name for name in ALWAYS)]

    def modules(self, roots: list[str]) -> set[str]:
        """The names of the modules. Raises KeyError for a root that is not there."""
        found: set[str] = set()
        pending = list(roots)
        while pending:
            name = pending.pop()
            if name not in found:
                found.add(name)
                pending += [each for each in self._imports(name) if each in self._modules]
                pending += [parent for parent in (name.rpartition(".")[0],) if parent]
        return found

    def _imports(self, module: str) -> Iterator[str]:
        tree = ast.parse(self._modules[module].read_text("utf-8"))
        for node in _statements(tree, inside_functions=module not in self._faces):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
                named = (each.value for each in node.args[:1] if isinstance(each, ast.Constant))
                yield from (name for name in named if isinstance(name, str))

    def _templates(self, modules: list[Path]) -> list[Path]:
        folders = {module.parent for module in modules if module.name == "__init__.py"}
        candidates = {
            file
            for folder in folders
            for file in (folder / "templates").rglob("*")
            if file.is_file() and file.suffix != ".pyc"
        }
        chosen: set[Path] = set()
        read = list(modules)
        while read:
            text = read.pop().read_text("utf-8")
            named = {file for file in candidates - chosen if f'"{file.name}"' in text}
            chosen |= named
            read += named
        return sorted(chosen)


def _name(package: Path, file: Path) -> str:
    parts = [package.name, *file.relative_to(package).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _statements(tree: ast.AST, *, inside_functions: bool) -> Iterator[ast.AST]:
    """Every statement that can run; what stands there for type checkers alone cannot."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not inside_functions:
            continue
        yield node
        yield from _statements(node, inside_functions=inside_functions)
