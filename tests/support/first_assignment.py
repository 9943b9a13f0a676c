"""A first assignment of a course: its files, its right solution, and its layout in a folder."""

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
