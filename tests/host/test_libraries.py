"""Guests use the libraries that an assignment names, and none of the others that are installed beside them."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import msgspec
import pytest

from grader.assignment import Assignment, Limits
from grader.errors import AssignmentError
from grader.exam import Exam
from grader.host.guest import Guest
from grader.host.levels import open_at, strongest_level
from grader.host.proxy import module_proxy
from grader.host.time_budget import TimeBudget
from grader.model import Isolation

SHARES_ZYGOTES = True
LOOK = b"""
import glob, importlib, os, sys
BEFORE = frozenset(sys.modules)

def began_with(name):
    return name in BEFORE

def imports(name):
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        return str(error)
    return "imported"

def past_the_gate(name):
    finders = list(sys.meta_path)
    sys.meta_path[:] = [finder for finder in finders if type(finder).__name__ != "LibraryGate"]
    try:
        importlib.import_module(name)
    except (ImportError, OSError):
        return "refused"
    finally:
        sys.meta_path[:] = finders
    return "imported"

def readable(pattern):
    files = [file for folder in sys.path for file in glob.glob(f"{folder}/{pattern}")]
    def opens(file):
        try:
            return bool(open(file, "rb").read(1))
        except OSError:
            return False
    return [len(files), sum(map(opens, files))]
"""


def look(level: Isolation, *libraries: str) -> Iterator[Any]:
    with open_at(level, libraries=libraries, draws=not libraries) as zygote:
        guest = Guest(zygote, Limits(), TimeBudget(Limits().task_seconds))
        guest.load("look", {"look.py": LOOK}, ("look",), {}, {})
        yield module_proxy(guest, lambda _exchange: None)
        guest.end()


@pytest.fixture(scope="module", params=[Isolation.NAMESPACED, Isolation.JAILED])
def jailed(request: pytest.FixtureRequest) -> Iterator[Any]:
    if not strongest_level().at_least(request.param):
        pytest.skip(f"level {request.param} does not hold here")
    yield from look(request.param)


@pytest.mark.drawn(1, over="jailed")
@pytest.mark.parametrize("name", ["numpy.testing", "matplotlib.animation", "mpl_toolkits.mplot3d", "PIL.Image", "json"])
def test_what_every_assignment_may_use_is_imported(jailed: Any, name: str) -> None:
    assert jailed.imports(name) == "imported"


@pytest.mark.drawn(1, over="jailed")
@pytest.mark.parametrize("name", ["autograd", "hypothesis", "pytest", "cosmic_ray", "jinja2"])
def test_another_library_of_the_graders_environment_is_not_there(jailed: Any, name: str) -> None:
    __import__(name)  # here it is
    assert not jailed.began_with("pytest")
    assert jailed.imports(name) == f"No module named '{name}'"
    assert jailed.past_the_gate(name) == "refused"


@pytest.mark.drawn(1)
def test_the_list_of_the_graders_own_files_cannot_be_read(jailed: Any) -> None:
    found, opened = jailed.readable("grader_harness-*.dist-info/RECORD")
    assert (found, opened) == (1, 0)
    assert jailed.readable("numpy-*.dist-info/RECORD") == [1, 1], "the control"


def test_a_library_that_the_assignment_requires_is_imported() -> None:
    for guest in look(strongest_level(), "pytest"):
        assert guest.began_with("pytest"), "it is imported once, and not by each guest"
        assert guest.imports("pytest") == "imported"
        assert guest.imports("pluggy") == "imported", "it comes with what it requires"
        assert guest.imports("hypothesis") != "imported"


def test_the_public_modules_of_a_large_library_are_imported_with_it() -> None:
    """With the libraries of an assignment that other tests grade for, whose zygote takes longest to start."""
    for guest in look(strongest_level(), "pandas", "scikit-learn"):
        assert guest.began_with("sklearn.svm")
        assert not guest.began_with("sklearn.conftest"), "which is not public"
        assert guest.imports("sklearn.svm") == "imported"


@pytest.mark.parametrize(
    ("requirement", "sentence"),
    [("no-such-library>=1", "it is not installed"), ("numpy>=99", "here is ")],
)
def test_a_library_that_is_missing_or_too_old_is_named_before_anything_is_graded(
    tiny: Assignment, requirement: str, sentence: str
) -> None:
    manifest = msgspec.structs.replace(tiny.manifest, requires=(requirement,))
    with pytest.raises(AssignmentError, match=f"tiny requires {requirement}, and {sentence}.*pip install"):
        Exam(msgspec.structs.replace(tiny, manifest=manifest), open_zygote=partial(open_at, Isolation.PROCESS))
