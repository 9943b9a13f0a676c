"""IPython's syntax is taken out where Jupyter would see it, and nowhere else."""

import ast
import sysconfig
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython.core.inputtransformer2 import TransformerManager

from grader.intake.magics import WrittenFile, neutralise, neutralise_module

# Cells of every kind that IPython reads otherwise than Python does.
CELLS = (
    "%matplotlib inline\nx = 1",
    "%matplotlib widget\n%config InlineBackend.figure_format = 'retina'\nx = 1",
    "%load_ext autoreload\n%autoreload 2\nx = 1",
    "!pip install -q numpy \\\n    matplotlib\nimport math\n",
    "!pip install numpy\\\n\\\n matplotlib\nx = 1",
    "!echo it's \"fine\nx = 1",
    "!!ls\nx = 1",
    "!echo {x} $HOME\nx = 1",
    "%pip install numpy\n%conda install scipy\n%env A=1\n%store x\n%cd sub\n%run other.py -v\nx = 1",
    "files = !ls\nx = 1",
    "files = !ls \\\n  -l\nx = 1",
    "d['k'], a.b[0] = !ls\nx = 1",
    "who = %who_ls\nx = 1",
    "result = %timeit -o f(1)",
    "if True:\n    %cd /\n    x = 1\n",
    "for i in range(3):\n    !echo {i}\n    x = i",
    "def f():\n    %timeit g()\n    return 1\n",
    "np.sum?\nx = 1",
    "np.sum??\n?np\n??np.sum\n%time?\nx = 1",
    "values[0]?\nx = 1",
    "s = 'it''s' # don't\n%cd x\n",
    "x = f(1,\n      2)\n!ls\ny = 1",
    "text = '''\n%matplotlib inline\n!ls\n?x\n'''\n",
    "text = '''ends with a backslash\\\\'''\n!ls\nx = 1",
    'def f():\n    """Use it like this:\n\n    %timeit f()\n    """\n',
    "x = (a\n     % b)\ny = a \\\n  % b\n",
    "x %= 3\ny = a % b\nz = x != y\nprint('%d' % 3)\n# !ls \\\n# what?\n",
    "    x = 1\n    if x:\n        y = 2\n",
    ">>> x = 1\n>>> for i in x:\n...     y = i\n",
    "In [1]: x = 1\n   ...: y = 2\n",
    "\n\n%%bash\nrm -rf ~\n",
    "%%javascript\nalert(1)\n",
    "%%html\n<b>x</b>\n",
    "%%timeit\nx = 1\n",
    "await f()\nx = [await g(i) async for i in h()]\n",
    "",
)


class _Nothing(ast.NodeTransformer):
    """Makes of IPython's calls what they come to when they are graded."""

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        return ast.Pass() if _is_ipython(node.value) else self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        if _is_ipython(node.value):
            shell = "getoutput" in ast.dump(node.value)
            return ast.Assign(node.targets, ast.List([], ast.Load()) if shell else ast.Constant(None))
        return self.generic_visit(node)


def _is_ipython(node: ast.AST) -> bool:
    return "get_ipython" in ast.dump(node)


def meaning(code: str) -> str:
    """The syntax tree, in which what IPython would do does nothing."""
    tree = compile(code, "cell", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    body = [node for node in _Nothing().visit(tree).body if not isinstance(node, ast.Pass)]
    return "\n".join(map(ast.dump, body))


def in_jupyter(cell: str) -> str:
    return str(TransformerManager().transform_cell(cell))  # type: ignore[no-untyped-call] # IPython types only some


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_means_what_ipython_makes_of_it(cell: str) -> None:
    assert meaning(neutralise(cell).code) == meaning(in_jupyter(cell))


LINES = st.sampled_from(
    [
        "x = 1",
        "%cd x",
        "!ls 'it",
        "!ls \\",
        "y = !ls",
        "z = %pwd",
        "t = '''",
        "'''",
        "u = (1,",
        "2)",
        "# '",
        "if x:",
        "    !ls",
        "    pass",
        "s = 'a\\'b'",
        "w = x \\\n  % 3",
        "",
    ]
)


@given(st.lists(LINES, max_size=8).map("\n".join))
def test_whatever_lines_follow_each_other_a_cell_that_runs_in_jupyter_means_the_same(cell: str) -> None:
    try:
        expected = meaning(in_jupyter(cell))
    except (SyntaxError, IndexError):  # it does not run there either
        return
    assert meaning(neutralise(cell).code) == expected


@pytest.mark.parametrize(
    "source, code",
    [
        ("%time x = f(1)", "x = f(1)"),
        ("x = %time f(1)", "x = f(1)"),
        ("%time x = f(1, \\\n 2)\ny", "x = f(1,   2)\n\ny"),
        ("%%time\ndef f():\n    return 1", "\ndef f():\n    return 1"),
        ("\n%%capture out\nx = 1\n%cd /", "\nout = get_ipython().captured\nx = 1\npass  # %cd /"),
        ("%run other.py\nx = 1", "get_ipython().run_line_magic('run', 'other.py')\nx = 1"),
        ("%%writefile a.py\nx = 1", "get_ipython().run_cell_magic('writefile', 'a.py', 'x = 1\\n')\n"),
        ("!pip install numpy\nx = 1", "pass  # !pip install numpy\nx = 1"),
    ],
)
def test_what_changes_the_namespace_is_done_and_the_rest_stays_a_comment(source: str, code: str) -> None:
    assert neutralise(source).code == code


def test_what_is_left_out_is_told_and_what_is_harmless_is_not() -> None:
    plain = neutralise("%matplotlib inline\n%load_ext autoreload\n%cd x\n%run other\n!ls -l\nx = !pwd\n")
    assert plain.magics == ("%cd",)
    assert plain.runs == ("other.py",)
    assert plain.shell == ("!ls -l", "x = !pwd")
    assert neutralise("%%time\nx = 1").magics == ()
    assert neutralise("%%writefile -a flow.py\nx = 1").written == WrittenFile("flow.py", "x = 1\n", appended=True)
    assert neutralise("%%sh\nls").shell == ("%%sh",)


@given(st.text(alphabet="ab=%!?'\"#\\\n ()[]>.", max_size=60))
def test_whatever_a_cell_holds_its_lines_stay_where_they_are(source: str) -> None:
    assert neutralise(source).code.count("\n") == source.count("\n")


def test_modules_of_pythons_own_stay_as_they_are() -> None:
    library = Path(sysconfig.get_path("stdlib"))
    for name in (
        "ast",
        "argparse",
        "inspect",
        "tokenize",
        "textwrap",
        "zipfile",
        "idlelib/pyshell",
        "test/test_format",
    ):
        for file in library.glob(f"{name}.py"):
            source = file.read_text("utf-8")
            assert neutralise(f"x = 1\n{source}").code == f"x = 1\n{source}"
            assert neutralise_module(source).code == source


def test_an_exported_script_keeps_its_lines_and_loses_its_magics() -> None:
    source = "# coding: utf-8\n!pip install numpy\nimport math\n%cd x\n\n\ndef f():\n    return 'what?'\n"
    plain = neutralise_module(source)
    assert plain.code == source.replace("!pip", "pass  # !pip").replace("%cd", "pass  # %cd")
    assert (plain.shell, plain.magics) == (("!pip install numpy",), ("%cd",))
