"""A value in a manifest that has the right type and makes no sense is told in a sentence; one beside it is taken."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.errors import AssignmentError
from tests.support.laid_out import lay_out

MANIFEST = """
requires = ["numpy>=1"]
[limits]
call_seconds = 2.0
[[tasks]]
id = "1"
title = "One"
module = "one"
names = ["f"]
points = 1
[[manual]]
id = "2"
title = "Essay"
file = "essay.md"
points = 5
"""
ESSAY = 'file = "essay.md"\npoints = 5'
Laid = Callable[[str, str], Assignment]


@pytest.fixture
def laid(tmp_path: Path) -> Laid:
    """Writes the assignment with one passage of its manifest replaced, and loads it."""

    def lay(old: str, new: str) -> Assignment:
        assert old in MANIFEST
        return lay_out(tmp_path, MANIFEST.replace(old, new), {"1": ""}, {"one": "def f(): pass\n"})

    return lay


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2.0", "-1.0", r"\[limits\] in .* has call_seconds = -1: it takes a number above 0\."),
        ("2.0", "inf", r"has call_seconds = inf: it takes a number above 0\."),
        ("call_seconds = 2.0", "memory_bytes = 0", r"has memory_bytes = 0: it takes a number above 0\."),
        ("points = 1\n", "points = nan\n", r"Task 1 in .* has points = nan: it takes a number, 0 or more\."),
        ("points = 5", "points = -5", r"Task 2 in .* has points = -5: it takes a number, 0 or more\."),
        ('"one"', '"one.py"', r"Task 1 in .* has the module 'one\.py': write 'one'\."),
        ('"one"', '"src/one"', r"has the module 'src/one': it takes the name of a file, without `\.py`\."),
        ("essay.md", "../essay.md", r"Task 2 in .* has the file '\.\./essay\.md': name a file without its folder"),
        ("essay.md", "one.py", r"has the file 'one\.py': name a file .* neither a module of a task nor given\."),
        (
            "essay.md",
            "figure.SVG",
            r"has the file 'figure\.SVG': what a page shows is text or Markdown, .* or a PNG",
        ),
        (
            "essay.md",
            "essay.pdf",
            r"has the file 'essay\.pdf': what a page shows .* or a PNG or JPEG picture, as 'sketch\.png'",
        ),
    ],
)
def test_a_value_that_makes_no_sense_is_told(laid: Laid, old: str, new: str, said: str) -> None:
    with pytest.raises(AssignmentError, match=said):
        laid(old, new)


@pytest.mark.parametrize(
    ("old", "new"), [("2.0", "0.1"), ("points = 1\n", "points = 0\n"), (ESSAY, 'file = "proof.txt"\npoints = 0.5')]
)
def test_one_beside_it_is_taken(laid: Laid, old: str, new: str) -> None:
    laid(old, new)


@pytest.mark.parametrize(
    ("required", "said"),
    [
        ("dateutil", "requires dateutil, which is a module of python-dateutil: write 'python-dateutil'"),
        ("no-such-library", "requires no-such-library, and it is not installed: install it beside"),
    ],
)
def test_a_requirement_that_names_no_library_is_told_what_to_do(laid: Laid, required: str, said: str) -> None:
    with pytest.raises(AssignmentError, match=said):
        laid("numpy>=1", required).require_libraries()


def test_all_that_is_lacking_is_installed_by_one_call(laid: Laid) -> None:
    with pytest.raises(AssignmentError, match="pip install 'no-such-library' 'nor-this-one>=2'`"):
        laid("numpy>=1", 'no-such-library", "numpy>=1", "nor-this-one>=2').require_libraries()
