"""A first assignment, and typical mistakes of the first weeks, each as a small submission."""

import json
from collections.abc import Mapping
from pathlib import Path

from grader.assignment import Assignment, load_assignment

MANIFEST = """
slug = "first"
title = "First steps"
notebook = "first.ipynb"
given = ["tools.py"]
feedback = "shape"
[limits]
call_seconds = 1.0
cell_seconds = 1.0
notebook_seconds = 3.0
task_seconds = 3.0
idle_seconds = 3.0
[[tasks]]
id = "1"
title = "Averages"
module = "averages"
names = ["mean", "centred", "summary"]
points = 4
[[tasks]]
id = "2"
title = "Layers"
module = "layers"
names = ["Layers"]
points = 2
[[tasks]]
id = "3"
title = "A picture"
module = "picture"
names = ["line_plot"]
points = 1
"""
TOOLS = "def square(x):\n    return x * x\n"
RIGHT = {
    "averages": """import numpy as np
from tools import square

def mean(values):
    return sum(values) / len(values)

def centred(values):
    return np.array(values, dtype=float) - mean(values)

def summary(values):
    return {"mean": mean(values), "spread": mean([square(value) for value in centred(values)])}
""",
    "layers": """import numpy as np

class Layers:
    def __init__(self, sizes):
        self.weights = [np.ones((before, after)) for before, after in zip(sizes, sizes[1:])]

    def forward(self, x):
        for weights in self.weights:
            x = x @ weights
        return x
""",
    "picture": """import matplotlib.pyplot as plt

def line_plot(values):
    figure, axes = plt.subplots()
    axes.plot(values)
    axes.set_title("Values")
    return figure
""",
}
STUBS = {
    "averages": "def mean(values):\n    raise NotImplementedError\n\n\n"
    "def centred(values):\n    raise NotImplementedError\n\n\ndef summary(values):\n    raise NotImplementedError\n",
    "layers": "class Layers:\n    def __init__(self, sizes):\n        raise NotImplementedError\n\n"
    "    def forward(self, x):\n        raise NotImplementedError\n",
    "picture": "def line_plot(values):\n    raise NotImplementedError\n",
}
PUBLIC = {
    "conftest.py": """
import importlib, sys
from pathlib import Path
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

@pytest.fixture
def student(request):
    return importlib.import_module(request.path.stem.split("_", maxsplit=2)[2])
""",
    "test_1_averages.py": '''
import numpy as np
import pytest

def test_mean(student):
    """The mean of three numbers."""
    found = student.mean([1.0, 2.0, 4.5])
    assert found == pytest.approx(2.5), f"the mean of 1, 2 and 4.5 should be 2.5; it is {found}"

def test_centred(student):
    """Numbers less their mean."""
    found = student.centred([1.0, 2.0, 4.5])
    expected = np.array([-1.5, -0.5, 2.0])
    assert found == pytest.approx(expected), f"centred should give {expected}; it gives {found}"

def test_summary(student):
    """The summary has both entries."""
    found = student.summary([1.0, 2.0, 4.5])
    assert "mean" in found and "spread" in found, "the summary lacks an entry"
''',
    "test_2_layers.py": '''
import numpy as np

def test_shapes(student):
    """Weights lead from each layer to the next, also in the second network."""
    for sizes, expected in [([3, 4, 2], [(3, 4), (4, 2)]), ([2, 1], [(2, 1)])]:
        shapes = [weights.shape for weights in student.Layers(sizes).weights]
        assert shapes == expected, f"the weights of {sizes} have the shapes {shapes}"

def test_forward(student):
    """Ones add up."""
    found = student.Layers([3, 2]).forward(np.array([1.0, 2.0, 3.0]))
    assert list(found) == [6.0, 6.0], f"forward should give [6, 6], not {found}"
''',
    "test_3_picture.py": '''
from matplotlib.figure import Figure

def test_title(student):
    """The figure has a title."""
    figure = student.line_plot([1.0, 3.0, 2.0])
    assert figure.axes[0].get_title(), "the axes have no title"
''',
}
HIDDEN = '''
import numpy as np
import pytest
from grader.exam import Figure, check

@pytest.mark.task("1")
@pytest.mark.points(1)
def test_mean(student, reference, rng):
    """The mean of other numbers."""
    values = [float(value) for value in rng.normal(size=5)]
    check.close(student.mean(values), reference.mean(values), "mean(values)")

@pytest.mark.task("1")
@pytest.mark.points(2)
def test_centred(student, reference, rng):
    """Other numbers less their mean."""
    values = [float(value) for value in rng.normal(size=5)]
    check.close(student.centred(values), reference.centred(values), "centred(values)")

@pytest.mark.task("1")
@pytest.mark.points(1)
def test_summary(student, reference):
    """The summary of other numbers."""
    check.close(student.summary([3.0, 5.0]), reference.summary([3.0, 5.0]), "summary(values)")

@pytest.mark.task("2")
@pytest.mark.points(1)
def test_weights(student, reference):
    """The weights of two networks."""
    for sizes in ([5, 3, 2], [4, 2]):
        check.close(student.Layers(sizes).weights, reference.Layers(sizes).weights, "weights")

@pytest.mark.task("2")
@pytest.mark.points(1)
def test_forward(student, reference, rng):
    """The way forward through one layer."""
    x = rng.normal(size=4)
    check.close(student.Layers([4, 3]).forward(x), reference.Layers([4, 3]).forward(x), "forward(x)")

@pytest.mark.task("3")
@pytest.mark.points(1)
def test_figure(student):
    """A figure with a title comes back."""
    figure = student.line_plot([2.0, 1.0])
    check.instance(figure, Figure, "line_plot(values)")
    check.true(figure.axes[0].title, "The axes have no title.")
'''
Files = Mapping[str, str]


def edited(module: str, old: str, new: str) -> dict[str, str]:
    """Right work with one passage replaced, which occurs once in its module."""
    if RIGHT[module].count(old) != 1:
        raise ValueError(f"{old!r} has to occur once in {module}")
    return {**_modules(), f"{module}.py": RIGHT[module].replace(old, new)}


def notebook(*cells: str) -> Files:
    """The same as a notebook of these cells."""
    made = [{"cell_type": "code", "metadata": {}, "source": cell, "outputs": []} for cell in cells]
    return {"first.ipynb": json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": made})}


def _modules() -> dict[str, str]:
    return {f"{module}.py": source for module, source in RIGHT.items()}


_HEAD = "import numpy as np\n"
_MEAN = "    return sum(values) / len(values)\n"
_CENTRED = "    return np.array(values, dtype=float) - mean(values)\n"
_SUMMARY = '    return {"mean": mean(values), "spread": mean([square(value) for value in centred(values)])}\n'
_CLASS = "class Layers:\n"
_WEIGHTS = "        self.weights = [np.ones((before, after)) for before, after in zip(sizes, sizes[1:])]\n"
_FORWARD = "            x = x @ weights\n"
_CELLS = [RIGHT["averages"], RIGHT["layers"], RIGHT["picture"]]
_GROWING = (
    "        for before, after in zip(sizes, sizes[1:]):\n            self.weights.append(np.ones((before, after)))\n"
)
_LOOP = (
    "    total = 0.0\n    for index in range(len(values)):\n        total += values[index + 1]\n"
    "    return total / len(values)\n"
)
MISTAKES: Mapping[str, Files] = {
    "01-text-for-a-number": edited("averages", _MEAN, '    return f"{sum(values) / len(values):.4f}"\n'),
    "02-no-return": edited("averages", _MEAN, "    result = sum(values) / len(values)\n"),
    "03-prints-in-place-of-returning": edited(
        "averages", _SUMMARY, _SUMMARY.replace("return ", "print(").replace("}", "})")
    ),
    "04-the-module-for-the-figure": edited("picture", "return figure", "return plt"),
    "05-asks-for-input": edited("averages", _MEAN, '    return float(input("mean? "))\n'),
    "06-helper-not-handed-in": edited("averages", _HEAD, "import numpy as np\nfrom my_utils import total\n")
    | {
        "averages.py": RIGHT["averages"]
        .replace(_HEAD, _HEAD + "from my_utils import total\n")
        .replace("sum(", "total(")
    },
    "07-a-library-that-is-not-there": edited(
        "averages", _MEAN, "    import torch\n    return torch.tensor(values).mean().item()\n"
    ),
    "08-colab-only": edited("averages", _MEAN, "    from google.colab import drive\n" + _MEAN),
    "09-exits": edited("averages", _MEAN, "    print(sum(values) / len(values))\n    exit()\n"),
    "10-array-of-whole-numbers": edited(
        "averages",
        _CENTRED,
        "    result = np.zeros(len(values), dtype=int)\n"
        "    result[:] = np.array(values) - mean(values)\n    return result\n",
    ),
    "11-rows-and-columns": edited("layers", "np.ones((before, after))", "np.ones((after, before))"),
    "12-list-of-the-class": edited("layers", _WEIGHTS, _GROWING)
    | {"layers.py": RIGHT["layers"].replace(_WEIGHTS, _GROWING).replace(_CLASS, f"{_CLASS}    weights = []\n\n")},
    "13-opposite-sign": edited("averages", _CENTRED, "    return mean(values) - np.array(values, dtype=float)\n"),
    "14-unindent": edited(
        "averages", _MEAN, "    if values:\n        total = sum(values)\n      return total / len(values)\n"
    ),
    "15-endless-cell": notebook(*_CELLS, "number = 10\nwhile number > 0:\n    number = number + 1"),
    "16-defined-in-a-later-cell": notebook(
        "shift = offset(3.0)",
        RIGHT["averages"].replace("/ len(values)", "/ len(values) + 0 * shift"),
        "def offset(x):\n    return x",
        *_CELLS[1:],
    ),
    "17-no-known-module": {"homework 1.txt": "mean = 2.5", "notes.docx": "none"},
    "18-edited-given-file": edited("averages", "from tools import square", "from tools import square, total")
    | {
        "averages.py": RIGHT["averages"].replace("import square", "import square, total").replace("sum(", "total("),
        "tools.py": f"{TOOLS}\n\ndef total(values):\n    return sum(values)\n",
    },
    "19-not-imported": edited("averages", _HEAD, ""),
    "20-no-self": edited("layers", "def forward(self, x)", "def forward(x)"),
    "21-shapes-that-do-not-fit": edited("layers", _FORWARD, "            x = weights @ x\n"),
    "22-if-of-an-array": edited(
        "averages",
        _CENTRED,
        "    numbers = np.array(values)\n    if numbers > 0:\n        return numbers - mean(values)\n"
        "    return numbers\n",
    ),
    "23-a-list-does-not-calculate": edited("averages", _CENTRED, "    return values - mean(values)\n"),
    "24-one-too-far": edited("averages", _MEAN, _LOOP),
    "25-quotes-of-a-word-processor": edited("averages", '"mean": mean', "“mean”: mean"),
    "26-default-that-grows": edited(
        "averages",
        "def mean(values):\n" + _MEAN,
        "def mean(values, seen=[]):\n    seen.extend(values)\n    return sum(seen) / len(seen)\n",
    ),
    "27-other-parameters": edited("averages", "def mean(values):", "def mean():"),
    "28-name-misspelt": edited("layers", _CLASS, "class Layer:\n"),
    "29-not-called": edited("averages", _MEAN, "    return np.array(values).mean\n"),
    "30-name-misspelt-inside": edited("averages", _MEAN, "    result = sum(values)\n    return reslut / len(values)\n"),
}


def lay_out_first(root: Path) -> Assignment:
    """Writes the assignment, its public tests and its solution below a folder."""
    folder, solution = root / "assignments" / "first", root / "solutions" / "first"
    for place in (folder / "public_tests", solution / "hidden_tests"):
        place.mkdir(parents=True)
    (folder / "assignment.toml").write_text(MANIFEST)
    (folder / "tools.py").write_text(TOOLS)
    for module, source in RIGHT.items():
        (folder / f"{module}.py").write_text(STUBS[module])
        (solution / f"{module}.py").write_text(source)
    for name, source in PUBLIC.items():
        (folder / "public_tests" / name).write_text(source)
    (solution / "hidden_tests" / "test_first.py").write_text(HIDDEN)
    (solution / "seed.txt").write_text("5ec7e7" + "0123456789abcdef" * 2)
    return load_assignment(folder)


def hand_in(files: Files, folder: Path) -> Path:
    """Writes a submission with the given file beside it, as a student has it."""
    folder.mkdir()
    for name, content in {"tools.py": TOOLS, **files}.items():
        (folder / name).write_text(content, "utf-8")
    return folder
