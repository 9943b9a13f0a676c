"""What crosses when public tests are run beside the code that they are about. Both sides.

They are handed out and contain no secrets: the only kind of test that a guest may have.
"""

from msgspec import Struct

from grader.wire.values import Value

MAX_ASSERTED = 160
"""Characters of what a test asserts; more is not told, and not parsed either."""


class Collect(Struct, frozen=True, tag="collect", kw_only=True):
    """Lay out the public tests beside the submission and collect some of them.

    Attributes:
        files: Relative path -> content: the folder of the public tests.
        chosen: The paths of those to collect.
        module: The module that they are about. What the guest serves is imported under this name, even if a file of
            that name is there too: a notebook beside untouched stubs.
    """

    id: int
    files: dict[str, bytes]
    chosen: tuple[str, ...]
    module: str = ""


class RunTest(Struct, frozen=True, tag="run_test"):
    """Run one test that was collected. Answered like a call: what the test ended with counts as raised."""

    id: int
    file: str
    name: str


class FoundTest(Struct, frozen=True):
    """One test: its file by relative path, its name there, and the first line of its docstring or nothing."""

    file: str
    name: str
    title: str


class FoundTests(Struct, frozen=True, tag="collected"):
    """The tests of the chosen files, in the order in which pytest has them."""

    id: int
    tests: list[FoundTest]


class HeldName(Struct, frozen=True):
    """A name that a test which could not continue used in that line, and the name of its value's type.

    `source` is how the call is written in the test that returned the value; empty if it is not from a call.
    """

    name: str
    type_name: str
    source: str = ""


class AssertComparison(Struct, frozen=True):
    """The two sides of the `==` of an `assert` that did not hold: how the first is written, and both values."""

    source: str
    actual: Value
    expected: Value


class TestHalt(Struct, frozen=True, kw_only=True):
    """What there is to see of the line in which a test ended.

    Attributes:
        held: The names that it used.
        compared: The sides of the `==` that it asserted.
        asserted: How what it asserts is written, if its author says nothing about it.
        values: The names in that which stand for a number, a text or a few of them, and how their values are written.
    """

    __test__ = False  # not a test class, whatever pytest thinks of its name

    held: tuple[HeldName, ...] = ()
    compared: AssertComparison | None = None
    asserted: str = ""
    values: dict[str, str] = {}
