"""What cannot be imported -> why, and what to do: different advice for three kinds of modules. Trusted side; pure.

A module is one of the student's own that was not handed in, a library that is not there, or one that only another
place has, such as Colab.
"""

import difflib
import re
import sys
from collections.abc import Collection, Mapping, Sequence

from grader.intake.text import defined_names, read_source

Files = Mapping[str, bytes]
_ELSEWHERE = {
    "google": "Colab",
    "IPython": "Jupyter",
    "ipywidgets": "Jupyter",
    "js": "the browser",
    "pyodide": "the browser",
}
_LIBRARIES = frozenset(
    {
        *(
            "torch",
            "torchvision",
            "tensorflow",
            "keras",
            "jax",
            "flax",
            "autograd",
            "theano",
            "sklearn",
            "scipy",
            "pandas",
        ),
        *(
            "polars",
            "seaborn",
            "plotly",
            "bokeh",
            "altair",
            "sympy",
            "numba",
            "cupy",
            "cv2",
            "PIL",
            "skimage",
            "statsmodels",
        ),
        *(
            "networkx",
            "requests",
            "bs4",
            "tqdm",
            "yaml",
            "xgboost",
            "lightgbm",
            "transformers",
            "datasets",
            "nltk",
            "spacy",
        ),
        *("pytest", "nose", "tabulate", "termcolor", "colorama", "rich", "dotenv", "pydantic", "micrograd", "tinygrad"),
    }
)
_NO_MODULE = re.compile(r"^No module named '([\w.]{1,100})'|^([\w.]{1,100}) is not there where this is graded$")
_NO_NAME = re.compile(r"^cannot import name '(\w{1,100})' from (?:partially initialized module )?'([\w.]{1,100})'")
_LIKELY = 0.75


def explained(message: str, file: str, files: Files, given: Collection[str]) -> str:
    """One sentence; empty if the message is not one of Python's own."""
    if found := _NO_NAME.match(message):
        return _no_name(found[1], found[2], message, files, given)
    if message.startswith("attempted relative import"):
        return (
            "Files of a work lie beside each other and are no package: import without the dot, as in `import helpers` "
            "or `from helpers import mean`."
        )
    found = _NO_MODULE.match(message)
    return missing([found[1] or found[2]], file, files, given) if found else ""


def missing(modules: Sequence[str], file: str, files: Files, given: Collection[str]) -> str:
    """What to do about modules that cannot be imported: advice on the first of them."""
    advice = _advice(modules[0], file, files, given)
    return f"It needs {' and '.join(modules)}, which cannot be imported when it is graded: {advice}."


def _advice(module: str, file: str, files: Files, given: Collection[str]) -> str:
    top = module.partition(".")[0]
    own = {name.removesuffix(".py") for name in (*files, *given) if name.endswith(".py") and "/" not in name}
    if top in _ELSEWHERE:
        return (
            f"it exists only in {_ELSEWHERE[top]}, so leave that import out, and open files by their name in the "
            "folder of your work"
        )
    if near := _near(top, own):
        return f"there is `{near}`, and names have to match exactly, including capital letters"
    if top in _LIBRARIES:
        return "solve it without that library"
    if near := _near(top, {"numpy", "matplotlib", *sys.stdlib_module_names}):
        return f"did you mean `{near}`"
    beside = file if file.endswith(".py") else "the notebook"
    return f"if {top}.py is a file of your own, put it beside {beside} and hand it in too"


def _no_name(name: str, module: str, message: str, files: Files, given: Collection[str]) -> str:
    file = f"{module}.py"
    if "circular import" in message:
        return f"{file} and another file import each other: move what both need into a third one."
    if file in given:
        return (
            f"{file} is given, and grading uses the original, which has no `{name}`: "
            "put what you add into a file of your own."
        )
    if file in files:
        near = _near(name, defined_names(read_source(files[file]).text))
        return f"{file} has no `{name}`" + (
            f", but it has `{near}`." if near else ": define it there, under exactly this name."
        )
    return f"`{module}` has nothing called `{name}`: is it spelt differently, or in another module?"


def _near(name: str, others: Collection[str]) -> str:
    folded = {other.casefold(): other for other in sorted(others)}
    close = difflib.get_close_matches(name.casefold(), folded, 1, _LIKELY)
    return folded[close[0]] if close and folded[close[0]] != name else ""
