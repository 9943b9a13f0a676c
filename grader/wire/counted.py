"""Numbers and texts that count what is done with them: compared, computed with, hashed. Both sides.

Student code could change the counts in a guest, just as it could give any other answer.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

COUNTED = "grader.counted"
"""The type name of a recording that represents such a list, which is created in the guest from its `values`."""
_COMPARISONS = ("__lt__", "__le__", "__gt__", "__ge__", "__eq__", "__ne__", "__hash__")
_ARITHMETIC = tuple(
    f"__{side}{name}__" for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow") for side in ("", "r")
)
_KINDS = (int, float, str)
Plain: TypeAlias = int | float | str


class Counter:
    """Makes them, and counts what is done with all of them."""

    def __init__(self) -> None:
        self.operations = 0
        self._kinds: dict[Any, Any] = {}  # made when they are wanted: few guests are asked to count

    def counted(self, values: Iterable[Any]) -> list[Any]:
        """The same values, those that are plain numbers and texts as ones that count."""
        return [self._kind(type(value))(value) if type(value) in _KINDS else value for value in values]

    def plain(self, thing: object) -> Plain | None:
        """The number or text that a counting one is; None for anything else."""
        found: Any = thing
        return next((kind(found) for kind, counting in self._kinds.items() if type(found) is counting), None)

    def _kind(self, kind: Any) -> Any:
        if kind not in self._kinds:
            self._kinds[kind] = self._counting(kind)
        return self._kinds[kind]

    def _counting(self, kind: Any) -> Any:
        made: Any = None

        def counting(operation: Callable[..., Any], *, wraps: bool) -> Callable[..., Any]:
            def counted(*arguments: Any) -> Any:
                self.operations += 1
                result = operation(*arguments)
                return made(result) if wraps and type(result) is kind else result

            return counted

        wrapped = [(name, False) for name in _COMPARISONS]
        wrapped += [(name, True) for name in _ARITHMETIC if hasattr(kind, name)]
        methods = {name: counting(getattr(kind, name), wraps=wraps) for name, wraps in wrapped}
        made = type(f"Counted{kind.__name__.title()}", (kind,), methods)
        return made
