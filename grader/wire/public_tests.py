"""What crosses when public tests are run beside the code that they are about. Both sides.

They are handed out and hold no secret: the one kind of test that a guest may have.
"""

from msgspec import Struct


class Collect(Struct, frozen=True, tag="collect", kw_only=True):
    """Lay out the public tests beside the submission and collect some of them.

    Attributes:
        files: Relative path -> content: the folder of the public tests.
        chosen: The paths of those to collect.
        module: The module that they are about. What the guest serves is imported under this name, though a file of
            that name may lie there too: a notebook beside untouched stubs.
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


class Collected(Struct, frozen=True, tag="collected"):
    """The tests of the chosen files, in the order in which pytest has them."""

    id: int
    tests: list[FoundTest]
