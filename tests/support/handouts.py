"""A tiny handout as a student gets it, with stubs and public tests but no solution; and correct work for it."""

from pathlib import Path

from tests.support.tiny import MANIFEST

RIGHT = {
    "tiny_double": "def double(x): return x.twice() if hasattr(x, 'twice') else 2 * x",
    "tiny_shift": "def shift(x): return x + 1",
}
_FILES = {
    "assignment.toml": MANIFEST,
    "given.py": "ONE = 1.0",
    "tiny_double.py": '"""The stub of task 1."""\n\n\ndef double(x):\n    raise NotImplementedError\n',
    "tiny_shift.py": '"""The stub of task 2."""\n\n\ndef shift(x):\n    raise NotImplementedError\n',
    "public_tests/conftest.py": '''
"""Gives every test the module that it is about."""
import importlib, sys
from pathlib import Path
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

@pytest.fixture
def student(request):
    return importlib.import_module(request.path.stem.split("_", maxsplit=2)[2])
''',
    "public_tests/test_1_tiny_double.py": '''
"""Public tests of task 1."""

import pytest

def test_a_number(student):
    """Two becomes four."""
    found = student.double(2)
    assert found == 4, f"double(2) should be 4, not {found}"

class Thing:
    """An object of the test's own, which no wire carries."""
    value = 1
    def twice(self):
        twin = Thing()
        twin.value = 2 * self.value
        return twin

def test_an_object(student):
    """Whatever can be doubled is."""
    value = student.double(Thing()).value
    assert value == 2, f"twice the thing should have the value 2, not {value}"

@pytest.mark.skip(reason="not today")
def test_that_is_skipped(student):
    assert False
''',
    "public_tests/test_2_tiny_shift.py": '''
"""Public tests of task 2."""

import pytest

@pytest.mark.parametrize("x", [1, 2])
def test_shift(student, x):
    """One is added."""
    assert student.shift(x) == x + 1, f"shift({x}) should be {x + 1}"

def test_without_words(student):
    assert student.shift(0) == 1
''',
}


def write_handout(folder: Path) -> Path:
    """Writes it into a folder, which is made."""
    for name, content in _FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return folder
