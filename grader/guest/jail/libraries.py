"""Which installed libraries guests may use: some distributions, with their dependencies. Untrusted side.

Everything else that is installed is hidden: a library that solves a task, or the list of the files that the
grader itself was installed with, hidden tests among them.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

ALWAYS = ("numpy", "matplotlib", "msgspec")
"""What every assignment may use, and what the wire is built on."""
FOR_PUBLIC_TESTS = ("pytest",)
FOR_NOTEBOOK_KERNELS = ("ipykernel",)
SITE_FOLDERS = frozenset({"site-packages", "dist-packages"})
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_FOR_AN_EXTRA = re.compile(r"\bextra\s*==")


def entries_of(distributions: Iterable[str]) -> frozenset[str]:
    """The files and folders, at the top of the library folders, of these distributions and their dependencies."""
    return frozenset(entry for each in _with_required(distributions) for entry in _entries(each))


def preload(distributions: Iterable[str]) -> None:
    """Imports the packages of these distributions with their public modules, so that each guest begins with them.

    What cannot be imported is left for the guests to find out.
    """
    for name in dict.fromkeys(each for wanted in distributions for each in _packages(wanted)):
        with suppress(Exception):  # whatever a library raises, it raises it again where it is used
            for module in _public_modules(import_module(name)):
                with suppress(Exception):
                    import_module(module)


def _public_modules(package: ModuleType) -> list[str]:
    """The modules that a package names as its own: large libraries import them only where somebody asks for them."""
    named = frozenset(getattr(package, "__all__", ()))
    found = (module.name for module in iter_modules(getattr(package, "__path__", ())))
    return [f"{package.__name__}.{name}" for name in found if name in named]


class LibraryGate(MetaPathFinder):
    """Finds nothing itself; reports a library that guests may not use as missing, at every level of isolation.

    The jail is what protects their files. This raises the error that a student knows from a missing library.
    """

    def __init__(self, entries: frozenset[str]) -> None:
        self._entries = entries

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Lets everything else pass. Raises ModuleNotFoundError."""
        if path is None:
            spec = PathFinder.find_spec(fullname, sys.path)
            if spec is not None and not all(map(self._allows, _places(spec))):
                raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)
        return None

    def _allows(self, place: Path) -> bool:
        return place.parent.name not in SITE_FOLDERS or place.name in self._entries


def _places(spec: ModuleSpec) -> Iterator[Path]:
    """The entry of a folder on the path that a top-level module is found in."""
    if spec.submodule_search_locations is not None:
        yield from map(Path, spec.submodule_search_locations)
    elif spec.has_location and spec.origin:
        yield Path(spec.origin)


def _with_required(names: Iterable[str]) -> Iterator[Distribution]:
    pending, seen = list(names), set[str]()
    while pending:
        name = _normalised(pending.pop())
        if name in seen:
            continue
        seen.add(name)
        try:
            found = distribution(name)
        except PackageNotFoundError:  # for another system, or another Python
            continue
        yield found
        pending.extend(_required(found))


def _required(found: Distribution) -> Iterator[str]:
    for requirement in found.requires or ():
        name = _NAME.match(requirement)
        if name and not _FOR_AN_EXTRA.search(requirement):
            yield name.group()


def _packages(wanted: str) -> list[str]:
    """The importable packages at the top of a distribution."""
    try:
        files = distribution(wanted).files or ()
    except PackageNotFoundError:
        return []
    return [file.parts[0] for file in files if file.parts[1:] == ("__init__.py",) and file.parts[0].isidentifier()]


def _entries(found: Distribution) -> set[str]:
    if found.files is None:  # a system's package, whose files its own tools list
        return {*(found.read_text("top_level.txt") or "").split(), _normalised(found.name).replace("-", "_")}
    return {file.parts[0] for file in found.files} - {"..", "__pycache__"}


def _normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
