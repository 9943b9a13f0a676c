"""Typical mistakes of the first weeks, each as a small submission to the first assignment."""

import json
from collections.abc import Mapping
from pathlib import Path

from tests.support.first_assignment import RIGHT, TOOLS

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


def hand_in(files: Files, folder: Path) -> Path:
    """Writes a submission with the given file beside it, as a student has it."""
    folder.mkdir()
    for name, content in {"tools.py": TOOLS, **files}.items():
        (folder / name).write_text(content, "utf-8")
    return folder
