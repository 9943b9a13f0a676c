"""Thirty submissions in the style of public designs, right and wrong, laid out as their authors would hand them in."""

import ast
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, field

from grader.assignment import Assignment
from grader.handout.modules import take_apart
from grader.intake import read_submission
from grader.model import Grade, Submission

BATTERIES = Path(__file__).parents[1] / "batteries"
FOLDER = BATTERIES / "designs"
TABLE = BATTERIES / "designs.toml"
INSTALLING = "!pip install -q numpy matplotlib\n!ls -la"
FIRST_LINES = "%matplotlib inline\n%load_ext autoreload\nimport os\n"
CHATTER = (
    "x = [1.0, 2.0, 3.0]\nprint('trying things', len(x))\nx",
    "for epoch in range(3):\n    print('epoch', epoch)",
    "%%time\nsum(range(1000))",
    "# TODO ask about this\nresult = None\nresult",
    "import numpy as np\nnp.zeros?\nprint(np.linspace(0, 1, 5))",
)
TRIALS = {
    "1.1": "print(demonstrate_chain_rule_basics()['neuron'])",
    "2.1": "nn = MultiLayerNetwork([3, 4, 1], 'tanh')\nnn.weights[0].shape, nn.count_parameters()",
    "4.1": "detailed = DetailedBackpropNetwork([3, 2, 1])\nout, acts, zs = detailed.detailed_forward_pass([2, 1, 1])",
    "4.2": "for row in verify_backpropagation():\n    print(row)",
}
AFTER = {"4.2": "4.1", "3.2": "3.1"}
"""Tasks whose cells need another task's cell above them."""


class Design(Struct, frozen=True, forbid_unknown_fields=True):
    """One submission.

    Attributes:
        name: Its folder.
        like: What its code looks like.
        wrong: The tasks that are wrong -> groups of known mistakes, one of which may be named, and no other.
    """

    name: str
    like: str
    wrong: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)

    def sources(self) -> dict[str, str]:
        """Its modules by name."""
        return {file.stem: file.read_text("utf-8") for file in sorted((FOLDER / self.name).glob("*.py"))}

    def tasks(self, assignment: Assignment) -> tuple[str, ...]:
        """The tasks that it writes itself."""
        return tuple(task.id for task in assignment.tasks if task.module in self.sources())


class _Table(Struct, frozen=True, forbid_unknown_fields=True):
    design: tuple[Design, ...]


def read_designs() -> tuple[Design, ...]:
    """All of them, as the table lists them."""
    return msgspec.toml.decode(TABLE.read_bytes(), type=_Table).design


def as_modules(design: Design, assignment: Assignment, folder: Path) -> Submission:
    """Handed in as modules; what the design does not write is right."""
    for name, source in _everything(design, assignment).items():
        (folder / f"{name}.py").write_text(source, "utf-8")
    return read_submission(folder, assignment, submission_id=design.name)


def as_notebook(design: Design, assignment: Assignment, folder: Path) -> Submission:
    """Handed in as one messy notebook: magics, shell lines, prints, trials that were left in, tasks in any order."""
    cells = list(_cells(design, assignment, random.Random(design.name)))  # noqa: S311 - it only shuffles
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    (folder / assignment.manifest.notebook).write_text(json.dumps(notebook), "utf-8")
    return read_submission(folder, assignment, submission_id=design.name)


def lost(grade: Grade) -> set[str]:
    """The tasks that lost points."""
    return {task.id for task in grade.tasks if task.score < task.max_score}


def mistakes(grade: Grade) -> dict[str, set[str]]:
    """The known mistakes that are named, by task."""
    named = {task.id: {mistake.id for test in task.tests for mistake in test.misconceptions} for task in grade.tasks}
    return {task: found for task, found in named.items() if found}


def _everything(design: Design, assignment: Assignment) -> dict[str, str]:
    references = {
        task.module: (assignment.solution / f"{task.module}.py").read_text("utf-8") for task in assignment.tasks
    }
    return {**references, **design.sources()}


def _cells(design: Design, assignment: Assignment, rng: random.Random) -> Iterator[dict[str, Any]]:
    sources = _everything(design, assignment)
    yield _text(f"# {design.name}\nName: ______")
    yield _code(INSTALLING)
    yield _code(FIRST_LINES + "\n".join(_imports(sources)))
    for task in _shuffled([task.id for task in assignment.tasks], rng):
        module = next(each.module for each in assignment.tasks if each.id == task)
        if rng.random() < 0.7:
            yield _code(rng.choice(CHATTER))
        yield _text(f"## Task {task}\n*my solution*, see $\\delta_l$")
        yield _code(take_apart(sources[module]).body)
        if task in TRIALS:
            yield _code(TRIALS[task])
    yield _code("")
    yield _code(rng.choice(CHATTER))


def _imports(sources: Mapping[str, str]) -> list[str]:
    """Each import once, as it is written, but for those of one module by another: they share one namespace now."""
    nodes = [node for source in sources.values() for node in ast.parse(source).body]
    froms = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module not in sources]
    plain = [node for node in nodes if isinstance(node, ast.Import)]
    return list(dict.fromkeys(ast.unparse(node) for node in (*plain, *froms)))


def _shuffled(tasks: Sequence[str], rng: random.Random) -> list[str]:
    order = rng.sample(tasks, len(tasks))
    for later, earlier in AFTER.items():
        order.remove(later)
        order.insert(rng.randint(order.index(earlier) + 1, len(order)), later)
    return order


def _text(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def _code(source: str) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": source}
