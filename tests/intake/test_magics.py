"""IPython's syntax is taken out where Jupyter would see it, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.intake.magics import neutralise


@pytest.mark.parametrize(
    "source, code",
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1"),
        ("if True:\n    %autosave 0\n", "if True:\n    pass\n"),
        ("!pip install numpy\nx = 1", "pass\nx = 1"),
        ("!echo it's \"fine\nx = 1", "pass\nx = 1"),
        ("files = !ls\nx = 1", "files = []\nx = 1"),
        ("who = %who_ls", "who = None"),
        ("%time x = f(1)", "x = f(1)"),
        ("x = %time f(1)", "x = f(1)"),
        ("%%time\ndef f():\n    return 1", "\ndef f():\n    return 1"),
        ("\n%%capture out\nx = 1\n%cd /", "\n\nx = 1\npass"),
        ("%%timeit\nx = 1", "\n"),
        ("%%bash\nrm -rf ~\n", "\n\n"),
        ("%%html\n<script>alert(1)</script>", "\n"),
        ("np.sum?\nx = 1", "pass\nx = 1"),
        ("?np\n??np.sum\nx = 1", "pass\npass\nx = 1"),
        ("s = 'it''s' # don't\n%cd x", "s = 'it''s' # don't\npass"),
        ("x = f(1,\n      2)\n!ls", "x = f(1,\n      2)\npass"),
    ],
)
def test_what_only_ipython_understands_becomes_python_that_does_nothing(source: str, code: str) -> None:
    assert neutralise(source).code == code


@pytest.mark.parametrize(
    "source",
    [
        "x = (a\n     % b)\n",
        "x = a \\\n  % b\n",
        "text = '''\n%matplotlib inline\n!ls\n?x\n'''\n",
        'def f():\n    """Use it like this:\n\n    %timeit f()\n    """\n',
        "x %= 3\ny = a % b\nz = x != y\n",
        "print('%d' % 3)\nf = {1: '!', 2: \"?\"}\n",
        "# !ls\n# what?\n",
        "'never closed\nx = 1\n",
        "",
    ],
)
def test_python_stays_as_it_is(source: str) -> None:
    assert neutralise(source).code == source


def test_what_is_left_out_is_told_and_what_is_harmless_is_not() -> None:
    plain = neutralise("%matplotlib inline\n%load_ext autoreload\n%run other.py\n!ls -l\nx = !pwd\n")
    assert plain.magics == ("%run",)
    assert plain.shell == ("!ls -l", "x = !pwd")
    assert neutralise("%%time\nx = 1").magics == ()
    assert neutralise("%%writefile flow.py\nx = 1").magics == ("%%writefile",)
    assert neutralise("%%sh\nls").shell == ("%%sh",)


@given(st.text(alphabet="ab=%!?'\"#\\\n ()[]", max_size=60))
def test_whatever_a_cell_holds_its_lines_stay_where_they_are(source: str) -> None:
    assert neutralise(source).code.count("\n") == source.count("\n")
