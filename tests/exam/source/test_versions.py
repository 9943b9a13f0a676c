"""Work for a newer Python or an older NumPy is told so, and a slip of the pen never is."""

import sys
from collections.abc import Callable

import numpy as np
import pytest

from grader.exam.source.versions import needed_python, numpy_cause, python_cause
from grader.model import Grade

REMOVED = "`np.Inf` was removed in the NumPy 2.0 release. Use `np.inf` instead."
OLDEST = (3, 11)
MODERN = {
    "own quotes": ("d = {'a': 1}\nprint(f'{d['a']}')\n", (3, 12)),
    "own quotes in a format": ('print(f"{1:{"d"}} and {\'x\'!r} {2=}")\n', (3, 12)),
    "backslash": ("print(f\"{'\\n'.join(['a'])}\")\n", (3, 12)),
    "comment and lines": ('print(f"""{\n    1 + 1  # two\n}""")\n', (3, 12)),
    "nested deep": ('print(f"{f"{f"{1}"}"}")\n', (3, 12)),
    "alias": ("type Vector = list[float]\ntype Pair[T] = tuple[T, T]\n", (3, 12)),
    "generic": ("def first[T](xs: list[T]) -> T:\n    return xs[0]\n\n\nclass Box[T]:\n    pass\n", (3, 12)),
    "default": ("class Box[T = int]:\n    pass\n", (3, 13)),
    "without parentheses": ("try:\n    pass\nexcept ValueError, np.linalg.LinAlgError:\n    pass\n", (3, 14)),
    "template": ("x = t'{1}'\n", (3, 14)),
    "several": ("type V = int\nprint(f'{V('1')}')\ntry:\n    pass\nexcept A, B:\n    pass\n", (3, 14)),
}
SLIPS = [
    "def f(x)\n    return x\n",
    "print(f'{x')\n",
    "print(f'{d['a}')\n",
    "print(f'{}')\n",
    "print(f'{x!z}')\n",
    "print(f'x}')\n",
    "print(f'{a b}')\n",
    'print(f"{x" + "y}")\n',
    "x = (1, 2\ny = 3\n",
    "if x = 1:\n    pass\n",
    "for i in range(3)\n    pass\n",
    "  x = 1\n y = 2\n",
    "return = 3\n",
    "x = 'abc\n",
    "print 'hello'\n",
    "try:\n    pass\nexcept ValueError, e:\n    pass\n",
    "else:\n    pass\n",
    "type = \n",
    "class A[\n",
    "def f(x):\nreturn x\n",
    "{" * 300,
    "f'{" * 300,
]


@pytest.mark.parametrize("name", MODERN)
def test_the_python_that_work_needs_is_told(name: str) -> None:
    text, version = MODERN[name]
    if version <= sys.version_info[:2]:
        pytest.skip("this Python takes it")
    assert needed_python(text, sys.version_info[:2]) == version


@pytest.mark.parametrize("name", MODERN)
def test_the_running_python_agrees(name: str) -> None:
    """Whatever it takes itself is held to be of its own or an older one."""
    text, version = MODERN[name]
    try:
        compile(text, "x", "exec")
    except SyntaxError:
        assert version > sys.version_info[:2]
        assert f"written for Python {version[0]}.{version[1]} or later; this grader runs 3." in python_cause(text)
    else:
        assert version <= sys.version_info[:2]


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_of_the_pen_is_never_called_modern(text: str) -> None:
    with pytest.raises((SyntaxError, MemoryError, RecursionError)):
        compile(text, "x", "exec")
    assert needed_python(text, OLDEST) is None
    assert needed_python("print(f'{d['a']}')\n" + text, OLDEST) is None, "nor beside what is"


def test_a_hundred_slips_of_a_modern_text_are_told_from_it_where_they_break_it() -> None:
    """Each character left out: what then is said to need 3.12 is no Python before, and a whole f-string."""
    text = "d = {'a': 1}\nprint(f'{d['a']} of {d['b']:>{w}}', len(d))\n"
    cut = {text[:at] + text[at + 1 :] for at in range(len(text))}
    told = [each for each in cut if needed_python(each, OLDEST)]
    if sys.version_info >= (3, 12):
        for each in told:
            compile(each, "x", "exec")
    assert len(told) < len(cut)


def test_names_that_numpy_no_longer_has_are_found_in_the_files() -> None:
    files = [b"import numpy as np\nx = np.Inf\ny = np.float64(1)\n"]
    said = numpy_cause(["AttributeError"], REMOVED, files)
    assert ("np.Inf" in said) == (not hasattr(np, "Inf"))
    assert "float64" not in said
    assert numpy_cause(["AttributeError"], "module 'numpy' has no attribute 'Inf'", files) == said
    assert numpy_cause(["AttributeError"], REMOVED, [b"x = np.inf\n"]) == ""
    assert numpy_cause(["ValueError"], REMOVED, files) == ""


def test_another_attribute_that_is_missing_is_not_blamed_on_numpy() -> None:
    """Who names what NumPy had once, in a comment or in case it is there, may have misspelt something else."""
    for message in ("'Network' object has no attribute 'wieghts'", "'numpy.ndarray' object has no attribute 'Inf'", ""):
        assert numpy_cause(["AttributeError"], message, [b"x = np.Inf\n"]) == ""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python takes it")
def test_a_module_for_a_newer_python_is_told_so_and_not_that_it_is_wrong(grade: Callable[..., Grade]) -> None:
    made = grade(tiny_double="def double(x):\n    d = {'a': 2}\n    print(f'{d['a']}')\n    return 2 * x\n")
    said = {test.message for test in made.tasks[0].tests}
    assert any("It was written for Python 3.12 or later; this grader runs 3.11." in each for each in said)
    slip = grade(tiny_double="def double(x)\n    return 2 * x\n")
    assert not any("written for" in test.message for test in slip.tasks[0].tests)


@pytest.mark.skipif(hasattr(np, "Inf"), reason="this NumPy has it")
def test_a_call_that_fails_for_a_newer_numpy_is_told_so(grade: Callable[..., Grade]) -> None:
    made = grade(tiny_double="import numpy as np\ndef double(x):\n    return 2 * x if np.Inf else x\n")
    for test in made.tasks[0].tests:
        assert "written for an older NumPy, which had np.Inf; this grader has NumPy" in test.message
    honest = grade(tiny_double="import numpy as np\ndef double(x):\n    return np.nothing\n")
    assert not any("older NumPy" in test.message for test in honest.tasks[0].tests)
