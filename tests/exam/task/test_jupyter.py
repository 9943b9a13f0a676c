"""Code written in Jupyter or Colab gets the grade that it would get there, by whichever way it arrives."""

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.exam import Exam
from grader.intake import read_submission
from grader.model import Grade
from tests.support.exports import WAYS, Files
from tests.support.tiny_notebooks import SHIFT

FULL = {"1": 3.0, "2": 2.0}
DOUBLE = "def double(x):\n    return np.multiply(2, x)\n"
WRONG = "def double(x):\n    return np.multiply(3, x)\n"
GradeFiles = Callable[[Files], Grade]

# What stands above honest code, by what could go wrong with it.
HABITS: Mapping[str, str] = {
    "continued shell line": "!pip install -q numpy \\\n    matplotlib\nimport numpy as np\n",
    "magics": (
        "%matplotlib widget\n%load_ext autoreload\n%timeit 1 + 1\nlisted = !ls\nassert listed == []\n"
        "import numpy as np\n"
    ),
    "get_ipython": (
        "from IPython import get_ipython\nget_ipython().run_line_magic('matplotlib', 'inline')\n"
        "get_ipython().system('ls')\nimport numpy as np\n"
    ),
    "display": (
        "from IPython.display import HTML, Markdown, clear_output, display\nclear_output(wait=True)\n"
        "display(HTML('<b>x</b>'), Markdown('x'))\nimport numpy as np\n"
    ),
    "colab": (
        "from google.colab import drive, files\ndrive.mount('/content/drive')\nfiles.upload()\nimport numpy as np\n"
    ),
    "colab where it is": (
        "try:\n    import google.colab\n    there = True\nexcept ImportError:\n    there = False\n"
        "if there:\n    raise SystemExit('read from Drive')\nimport numpy as np\n"
    ),
    "widgets": (
        "import ipywidgets as widgets, numpy as np\nfrom ipywidgets import interact\n"
        "@interact(x=widgets.FloatSlider(value=1.0))\ndef tripled(x=1.0):\n    return 3 * x\nassert tripled(2) == 6\n"
    ),
    "package that is not there": "import numpy as np\nimport no_such_package as nsp\nnsp.set_theme()\nnsp.x = 1\n",
    "decorator that is not there": (
        "import numpy as np\nfrom no_such_package import njit\n@njit\ndef unused(x):\n    return x\n"
    ),
    "input": "name = input('Name? ')\nprint('Hello', name)\ngreeting = name.upper()\nimport numpy as np\n",
    "desktop": (
        "import matplotlib\nmatplotlib.use('TkAgg', force=True)\nimport matplotlib.pyplot as plt\nimport numpy as np\n"
        "plt.switch_backend('Qt5Agg')\nplt.ion()\nmatplotlib.rcParams['backend'] = 'macosx'\n"
        "plt.rcParams.update({'text.usetex': True, 'font.family': 'No Such Font'})\n"
        "for style in ('seaborn', 'seaborn-whitegrid', 'no such style', ['ggplot', 'no such style']):\n"
        "    plt.style.use(style)\nwith plt.style.context('seaborn'):\n    figure, axes = plt.subplots()\n"
        "axes.set_title(r'$\\sigma(x)$')\nfigure.tight_layout()\nfigure.savefig('figure.png')\n"
        "plt.get_current_fig_manager().window.state('zoomed')\nplt.pause(100)\nplt.show(block=True)\nfigure.show()\n"
    ),
    "left early": "import numpy as np\nshown = 1\n",  # see `LAST`
}
LAST = {"left early": "exit()\n"}


@pytest.fixture
def grade_files(exam: Exam, tiny: Assignment, tmp_path: Path) -> GradeFiles:
    """Grades files as they would be handed in."""
    numbers = count()

    def graded(files: Files) -> Grade:
        folder = tmp_path / f"work-{next(numbers)}"
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
        return exam.grade(read_submission(folder, tiny))

    return graded


def scores(grade: Grade) -> dict[str, float]:
    return {task.id: task.score for task in grade.tasks}


def as_modules(cells: Sequence[str], double: str, last: str = "") -> Files:
    above = "".join(cells)
    return {
        "tiny_double.py": f"{above}\n{double}\n{last}".encode(),
        "tiny_shift.py": f"{above}\n{SHIFT}\n{last}".encode(),
    }


@pytest.mark.drawn(5)
@pytest.mark.parametrize("habit", HABITS)
def test_a_habit_above_right_code_in_one_cell_or_module_costs_nothing(grade_files: GradeFiles, habit: str) -> None:
    above, last = HABITS[habit], LAST.get(habit, "")
    assert scores(grade_files(WAYS["notebook"]([f"{above}{DOUBLE}{SHIFT}{last}"]))) == FULL
    assert scores(grade_files(as_modules([above], DOUBLE, last))) == FULL


ONLY_IN_CELLS = (
    (
        "import asyncio\nawait asyncio.sleep(0)\nasync def later(x):\n    await asyncio.sleep(0)\n    return x\n"
        "assert await later(1) == 1\nasyncio.get_event_loop()\n"
    ),
    "%%time\nimport math\ntwo = 2\n",
    "%%capture captured\nprint('captured')\n",
    "captured.show()\nassert two == math.floor(2.5)\n",
    "%%writefile written.py\nONE = 1\n\n\ndef twice(x):\n    return 2 * x\n",
    "%%writefile -a written.py\nTWO = '2\\n'\n",
    "from written import ONE, TWO, twice\nassert twice(ONE) == int(TWO)\n",
    "text = '''\n%matplotlib inline\n!ls\n'''\nassert text.count('%') == 1\n",
    "2 + 2\n",
    "assert _ == 4\n",
)


@pytest.mark.drawn(1, kind=lambda way: way)
@pytest.mark.parametrize("way", ["modules", *WAYS])
@pytest.mark.parametrize("double, first", [(DOUBLE, 3.0), (WRONG, 0.0)], ids=["right", "wrong"])
def test_the_same_cells_get_the_same_scores_by_each_way(
    grade_files: GradeFiles, way: str, double: str, first: float
) -> None:
    habits = [above for habit, above in HABITS.items() if habit not in {*LAST, "desktop"}]
    main = "if __name__ == '__main__':\n    double_of_one = double(1)\n"
    if way == "modules":
        files = as_modules(habits, double + main)
    else:  # in Colab's script without marks no cell's value outlives it
        cells = ONLY_IN_CELLS[:-2] if way == "colab" else ONLY_IN_CELLS
        files = WAYS[way]([*habits, *cells, double + main, SHIFT])
    grade = grade_files(files)
    assert scores(grade) == {"1": first, "2": 2.0}
    assert not [note for note in grade.notes if " raised " in note]


def test_what_was_passed_over_is_told(grade_files: GradeFiles) -> None:
    cells = [
        "name = input()\nprint(name)\n",
        "import no_such_package, numpy as np, ipywidgets\n",
        f"{DOUBLE}exit()\nx = 1\n",
        SHIFT,
    ]
    assert grade_files(WAYS["notebook"](cells)).notes == (
        (
            "'tiny.ipynb': cell 1 asked for input in line 1, and nobody answers when it is graded: "
            "that and what needs it was skipped."
        ),
        (
            "'tiny.ipynb': cell 2 imports in line 1 what is not there when it is graded "
            "(No module named 'no_such_package'; 'ipywidgets' does nothing here): what needs it was not run."
        ),
        "'tiny.ipynb': cell 3 left with exit() in line 3: what stands below that was not run.",
    )
    modules = {
        "tiny_double.py": f"import numpy as np\n{DOUBLE}quit()\n".encode(),
        "tiny_shift.py": f"!ls\n{SHIFT}".encode(),
    }
    assert grade_files(modules).notes == (
        "'tiny_shift.py' has shell commands (such as '!ls'); they are not run.",
        "tiny_double.py left with exit() in line 4: what stands below that was not run.",
    )


def test_what_an_exit_cuts_off_and_what_is_broken_still_costs_its_task(grade_files: GradeFiles) -> None:
    early = {"tiny_double.py": f"exit()\nimport numpy as np\n{DOUBLE}".encode(), "tiny_shift.py": SHIFT.encode()}
    assert scores(grade_files(early)) == {"1": 0.0, "2": 2.0}
    broken = {"tiny_double.py": f"import numpy as np\nname\n{DOUBLE}".encode(), "tiny_shift.py": SHIFT.encode()}
    assert scores(grade_files(broken)) == {"1": 0.0, "2": 2.0}


def test_a_task_that_needs_what_is_not_there_is_told_so_first(grade_files: GradeFiles) -> None:
    double = "import no_such_package as nsp\ndef double(x):\n    return nsp.multiply(2, x)\n"
    for files in (
        WAYS["notebook"]([double, SHIFT]),
        {"tiny_double.py": double.encode(), "tiny_shift.py": SHIFT.encode()},
    ):
        grade = grade_files(files)
        assert scores(grade) == {"1": 0.0, "2": 2.0}
        assert {test.message.partition(": ")[0] for test in grade.tasks[0].tests} == {
            "It needs no_such_package, which cannot be imported when it is graded"
        }


def test_a_module_that_a_cell_writes_is_graded_as_if_it_was_handed_in(grade_files: GradeFiles) -> None:
    cells = [f"%%writefile tiny_double.py\nimport numpy as np\n{DOUBLE}", "from tiny_double import double\n", SHIFT]
    grade = grade_files(WAYS["notebook"](cells))
    assert scores(grade) == FULL
    assert grade.notes == ("tiny_double.py was taken from 'tiny.ipynb', which writes it.",)


def test_a_notebook_may_run_another_file_or_notebook(grade_files: GradeFiles) -> None:
    other = WAYS["notebook"](["!ls\nimport numpy as np\ntwo = 2\n"])["tiny.ipynb"]
    cells = [
        "%run ./other.ipynb\n%run more.py\n",
        "def double(x):\n    return np.multiply(two, x)\n",
        "def shift(x):\n    return x + one\n",
    ]
    files = {**WAYS["notebook"](cells), "other.ipynb": other, "more.py": b"one = 1.0\n"}
    grade = grade_files(files)
    assert scores(grade) == FULL
    assert grade.notes == ()


def test_lines_are_counted_and_quoted_as_python_counts_them(grade_files: GradeFiles) -> None:
    odd = "# form feed \x0c, separators \x1c \u2028 \x85\n"
    double = f"{odd}def double(x):\n    return nothing(x)\n"
    for files in (WAYS["notebook"]([f"{odd}1 / 0", double, SHIFT]), as_modules([], double)):
        message = grade_files(files).tasks[0].tests[0].message
        assert "line 3 of " in message or "line 4 of " in message
        assert ": return nothing(x)" in message
    assert (
        grade_files(WAYS["notebook"]([f"{odd}1 / 0", SHIFT]))
        .notes[0]
        .endswith("cell 1 raised ZeroDivisionError in line 2: division by zero.")
    )


def test_a_lesson_handed_in_as_it_is_reads_for_each_task_what_to_change_first(grade_files: GradeFiles) -> None:
    lesson = [
        "def double(x):\n    print('doubled:', 2 * x)\n",
        "def shift():\n    print('shifted:', 42.0)\n\nshift()\n",
    ]
    first, second = grade_files(WAYS["notebook"](lesson)).tasks
    assert (first.score, second.score) == (0.0, 0.0)
    assert any(
        "It is None: is there a `return`" in test.message for test in first.tests if test.feedback_level == "values"
    )
    assert all("cannot take what the task calls it with: yours is `shift()`" in test.message for test in second.tests)
