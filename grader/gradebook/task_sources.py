"""Which of the author's files a task depends on: its tests, reference and known mistakes, and what they import.

Trusted side: reads the author's Python and runs none of it. In case of doubt, a file counts for every task.
"""

import ast
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from msgspec import Struct

from grader.assignment import GUEST_MODULES, Assignment, Task
from grader.gradebook.digests import digest_of_parts, flat

_TESTS = "hidden_tests"
_MISTAKES = "misconceptions"
_FOR_ALL = frozenset({"conftest", "__init__"})
"""Modules that pytest loads for every test beside or below them."""
_NAME = re.compile(r"[\w./-]{1,200}", re.ASCII)
"""A string that may be the name of a module or its file."""
_IMPORTED = re.compile(r"^\s*(?:from|import)\s+([\w., ]+)", re.MULTILINE)
_OPEN_ENDED = frozenset(
    {"__import__", "exec", "eval", "runpy", "pkgutil", "glob", "rglob", "iterdir", "listdir", "scandir"}
    | {"spec_from_file_location", "walk_packages"}
)
"""Names with which a module may load others that it does not name."""


class _Source(Struct, frozen=True):
    """One of the author's modules.

    Attributes:
        content: Its text.
        names: What it imports, and all strings that could be the name of a module or a file.
        tasks: The tasks that its marks name.
        open_ended: Whether it may load modules that it does not name.
    """

    content: bytes
    names: frozenset[str] = frozenset()
    tasks: frozenset[str] = frozenset()
    open_ended: bool = False

    @classmethod
    def read(cls, content: bytes) -> "_Source":
        """Reads a module; one that is not valid Python may load anything."""
        try:
            nodes = list(ast.walk(ast.parse(content)))
        except (SyntaxError, ValueError):
            return cls(content, open_ended=True)
        return cls(
            content,
            frozenset(name for node in nodes for name in _names(node)),
            frozenset(task for node in nodes for task in _marked(node)),
            any(map(_is_open_ended, nodes)),
        )


class TaskSources:
    """The files of a solution, by the tasks that depend on them.

    Args:
        assignment: The assignment of the solution.
        solution: The files that grading depends on, by path.
    """

    def __init__(self, assignment: Assignment, solution: Mapping[str, bytes]) -> None:
        self._assignment = assignment
        self._modules = {name: _Source.read(content) for name, content in solution.items() if _is_module(name)}
        self._mistakes = {name: content for name, content in solution.items() if _is_mistake(name)}
        self._tasks_of_mistakes = {name: _task_of(content) for name, content in self._mistakes.items()}
        self._stems: dict[str, list[str]] = {}
        for name in self._modules:
            self._stems.setdefault(PurePosixPath(name).stem, []).append(name)
        known = self._modules.keys() | self._mistakes.keys()
        self._shared = [(name, content) for name, content in sorted(solution.items()) if name not in known]

    def digests(self, more: Iterable[bytes]) -> dict[str, str]:
        """A digest for each task, of the files that it depends on, and of `more`, which all tasks depend on."""
        shared = digest_of_parts([*more, *flat(self._shared)]).encode()
        return {task.id: digest_of_parts([shared, *self._of(task)]) for task in self._assignment.tasks}

    def _of(self, task: Task) -> Iterator[bytes]:
        about = self._tasks_of_mistakes
        mistakes = {name: content for name, content in self._mistakes.items() if about[name] in {task.id, ""}}
        patched = {name for content in mistakes.values() for name in _imported(content)}
        found = self._reached([*self._for_all(), *self._tests_of(task.id), *self._named({*task.modules, *patched})])
        yield (task.feedback or self._assignment.manifest.feedback).encode()
        yield from map(self._assignment.stub, task.modules)
        yield from flat(sorted(mistakes.items()))
        yield from flat((name, self._modules[name].content) for name in sorted(found))

    def _for_all(self) -> list[str]:
        return [name for stem in _FOR_ALL for name in self._stems.get(stem, ())]

    def _tests_of(self, task: str) -> Iterator[str]:
        """The test files that may belong to this task: marks can also come from what a file imports."""
        from_outside = self._tasks(self._reached(self._for_all()))
        for name in self._modules:
            if _is_test(name):
                tasks = self._tasks(self._reached([name]))
                if from_outside or not tasks or task in tasks:
                    yield name

    def _tasks(self, names: Iterable[str]) -> set[str]:
        return {task for name in names for task in self._modules[name].tasks}

    def _reached(self, begin: Iterable[str]) -> set[str]:
        """These modules and everything that they load."""
        found: set[str] = set()
        left = list(begin)
        while left:
            name = left.pop()
            if name in found:
                continue
            found.add(name)
            if self._modules[name].open_ended:
                return set(self._modules)
            left += self._named(self._modules[name].names)
        return found

    def _named(self, names: Collection[str]) -> list[str]:
        return [module for name in names for module in self._stems.get(name, ())]


def _is_module(name: str) -> bool:
    """Whether tests can import it or load it into a guest: the reference, modules beside the tests, guests' modules."""
    place = PurePosixPath(name)
    return place.suffix == ".py" and (len(place.parts) == 1 or place.parts[0] in {_TESTS, GUEST_MODULES})


def _is_mistake(name: str) -> bool:
    place = PurePosixPath(name)
    return place.suffix == ".toml" and place.parts[:-1] == (_MISTAKES,)


def _is_test(name: str) -> bool:
    place = PurePosixPath(name)
    return place.parts[0] == _TESTS and (place.stem.startswith("test_") or place.stem.endswith("_test"))


def _task_of(mistake: bytes) -> str:
    """The task that a known mistake is about; empty if that cannot be read."""
    try:
        return str(tomllib.loads(mistake.decode()).get("task", ""))
    except ValueError:
        return ""


def _imported(mistake: bytes) -> set[str]:
    """What the patch of a known mistake may import, judging by its lines."""
    lines = _IMPORTED.findall(mistake.decode("utf-8", "replace"))
    return {name for line in lines for name in re.findall(r"\w+", line)}


def _names(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=aliases):
            yield from (part for alias in aliases for part in alias.name.split("."))
        case ast.ImportFrom(module=module, names=aliases):
            yield from (module or "").split(".")
            yield from (alias.name for alias in aliases)
        case ast.Constant(value=str(text)) if _NAME.fullmatch(text):
            yield from re.findall(r"\w+", text)


def _marked(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Attribute(attr="task"), args=[ast.Constant(value=str(task))]):
            yield task


def _is_open_ended(node: ast.AST) -> bool:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
            return name.partition(".")[0] in _OPEN_ENDED
        case ast.ImportFrom(module=str(module)):
            return module.partition(".")[0] in _OPEN_ENDED
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[first, *_]):
            return name == "import_module" and not isinstance(first, ast.Constant)
    return False
