"""What pytest would pass to a hidden test, worked out once, so that an exam can call the test itself. Trusted side.

An exam runs each test for every submission, and the phases, hooks and reports of pytest's protocol take longer than
most comparisons. A test that needs anything else of pytest is left to it: a fixture that takes `request` or has
something to undo, a mark such as `skipif`, an author's own hook.
"""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from _pytest.python import get_direct_param_fixture_func
from msgspec import Struct

from grader.exam.running.properties import is_property_test

MARKS_OF_PYTEST = frozenset({"skip", "skipif", "xfail", "usefixtures"})
"""Marks that pytest acts upon when it runs a test."""
HOOKS = (
    *("pytest_runtest_protocol", "pytest_runtest_setup", "pytest_runtest_call", "pytest_runtest_teardown"),
    *("pytest_runtest_makereport", "pytest_pyfunc_call", "pytest_fixture_setup", "pytest_fixture_post_finalizer"),
)
"""What an author's own plugin could change about how tests run."""
KNOWN = ("_pytest.", "grader.")
"""Whose plugins are accounted for here: they change nothing about a test that is called directly."""

_CALL = pytest.StashKey["DirectCall | None"]()


class _Step(Struct, frozen=True):
    """A fixture: its name, the function that returns its value, and the names of that function's arguments."""

    name: str
    function: Callable[..., object]
    arguments: tuple[str, ...]


class DirectCall(Struct, frozen=True):
    """A test with what it is called with.

    Attributes:
        test: The test's function.
        arguments: The names of its arguments.
        parameters: The values that `parametrize` gave it, by name.
        fixtures: Those that it takes, in the order in which pytest would ask for them.
    """

    test: Callable[..., object]
    arguments: tuple[str, ...]
    parameters: Mapping[str, object]
    fixtures: tuple[_Step, ...]

    def __call__(self) -> None:
        """Runs the test. Raises whatever it, or a fixture, raises."""
        __tracebackhide__ = True
        values = dict(self.parameters)
        for step in self.fixtures:
            values[step.name] = step.function(**{name: values[name] for name in step.arguments})
        self.test(**{name: values[name] for name in self.arguments})


def direct_call(item: pytest.Item) -> DirectCall | None:
    """What running a test by itself takes, or None if it needs pytest's protocol."""
    if _CALL not in item.stash:
        item.stash[_CALL] = _worked_out(item) if isinstance(item, pytest.Function) and _is_plain(item) else None
    return item.stash[_CALL]


def _is_plain(item: pytest.Function) -> bool:
    """Whether nothing but its fixtures says how it is run."""
    test = item.function
    return (
        type(item) is pytest.Function
        and item.cls is None
        and not is_property_test(test)
        and not inspect.iscoroutinefunction(test)
        and not inspect.isasyncgenfunction(test)
        and MARKS_OF_PYTEST.isdisjoint(mark.name for mark in item.iter_markers())
        and not _is_hooked(item.config)
    )


def _is_hooked(config: pytest.Config) -> bool:
    """Whether a plugin of the author's takes part in how tests run."""
    found = (implementation for name in HOOKS for implementation in getattr(config.hook, name).get_hookimpls())
    return not all(getattr(each.function, "__module__", "").startswith(KNOWN) for each in found)


def _worked_out(item: pytest.Function) -> DirectCall | None:
    arguments = _Arguments(item)
    if not all(map(arguments.can_be_had, item.fixturenames)):
        return None
    return DirectCall(
        item.function, item._fixtureinfo.argnames, arguments.parameters, tuple(arguments.steps.values())  # noqa: SLF001 # as below
    )  # fmt: skip


class _Arguments:
    """Finds out how the arguments of a test can be had, one after another."""

    def __init__(self, item: pytest.Function) -> None:
        self._made: Mapping[str, Any] = item._fixtureinfo.name2fixturedefs  # noqa: SLF001 # pytest says it nowhere else
        chosen: Mapping[str, object] = item.callspec.params if hasattr(item, "callspec") else {}
        self.parameters = {name: value for name, value in chosen.items() if self._is_as_written(name)}
        self.steps: dict[str, _Step] = {}
        self._sought: set[str] = set()

    def can_be_had(self, name: str) -> bool:
        """Whether a value needs no more than calls of functions that return; notes these calls."""
        if name in self.parameters or name in self.steps:
            return True
        if name in self._sought or name not in self._made:
            return False
        self._sought.add(name)
        fixture = self._made[name][-1]
        if not _only_returns(fixture) or not all(map(self.can_be_had, fixture.argnames)):
            return False
        self.steps[name] = _Step(name, fixture.func, fixture.argnames)
        return True

    def _is_as_written(self, name: str) -> bool:
        """Whether a parameter is the value itself, and not that of a fixture of this name."""
        return name in self._made and self._made[name][-1].func is get_direct_param_fixture_func


def _only_returns(fixture: pytest.FixtureDef[Any]) -> bool:
    """Whether a fixture is made anew for each test, of nothing but its arguments, and never undone."""
    return (
        fixture.scope == "function"
        and fixture.params is None
        and not inspect.isgeneratorfunction(fixture.func)
        and not inspect.iscoroutinefunction(fixture.func)
        and not inspect.isasyncgenfunction(fixture.func)
    )
