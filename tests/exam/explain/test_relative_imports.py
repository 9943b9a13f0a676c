"""An import with a dot before the module's name, as in a package, is explained by what to write instead."""

import pytest

from grader.exam.explain import imports


def said_of(source: str) -> str:
    """What is said of an import that fails, by Python's own message."""
    with pytest.raises(ImportError) as caught:
        exec(source, {"__name__": "work", "__package__": ""})  # noqa: S102 # as Python itself says it
    return imports.explained(str(caught.value), "work.py", {}, ())


@pytest.mark.parametrize("source", ["from .helpers import mean", "from . import helpers", "from ..work import helpers"])
def test_a_dot_before_the_name_is_to_be_left_out(source: str) -> None:
    assert "import without the dot" in said_of(source)


def test_other_imports_are_not_told_so() -> None:
    assert "dot" not in said_of("from math import no_such_part")
