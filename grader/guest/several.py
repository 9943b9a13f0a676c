"""Several modules under test as one object, for a task that needs names of several modules. Untrusted side."""

from collections.abc import Mapping
from types import ModuleType


class SeveralModules(ModuleType):
    """An object that has each of the modules as an attribute."""

    def __init__(self, modules: Mapping[str, ModuleType]) -> None:
        super().__init__("modules")
        self.__dict__.update(modules)
        self.__dict__["__all__"] = tuple(modules)


def modules_of(module: object) -> dict[str, ModuleType]:
    """The several modules by name; empty for a single module."""
    return {name: vars(module)[name] for name in module.__all__} if isinstance(module, SeveralModules) else {}
