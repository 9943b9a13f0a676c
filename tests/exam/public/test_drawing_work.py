"""Guests of a check have Matplotlib only where code draws, and no result depends on whether they had it at first."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from grader.assignment import Assignment, load_assignment
from grader.exam.public.public_tests import PublicTestRunner
from grader.exam.source.drawing import may_draw
from grader.host.levels import open_strongest
from grader.host.zygote import Zygote
from grader.intake import read_submission
from grader.model import CheckResult, Outcome
from tests.support.handouts import RIGHT, write_handout
from tests.support.loading import HANDOUT, REFERENCE

UNWRITTEN = "\ndef more():\n    raise NotImplementedError\n"
PLOT = "import matplotlib.pyplot as plt\n"
FIGURE = "from matplotlib.figure import Figure\n"
DOUBLE = "def double(x): return 2 * x\n"
NOT_USED = [
    f"{PLOT}{DOUBLE}",
    f"{PLOT}plt.switch_backend('Agg')\nplt.close('all')\nplt.close()\n{DOUBLE}",
    f"import matplotlib\nmatplotlib.use('agg')\n{DOUBLE}",
    f"{FIGURE}from matplotlib.axes import Axes\ndef double(x: float | list[Axes], on: Figure = None): return 2 * x\n",
    f"from mpl_toolkits.mplot3d import Axes3D\n{DOUBLE}",
    f"import matplotlib.pyplt as plt\n{DOUBLE}",
    f"import matplotlib.pyplot.plot\n{DOUBLE}",
    f"{PLOT}{DOUBLE}{FIGURE}def test_it(): return Figure\n",
]
"""Code that comes out as it does with Matplotlib, in guests that have none."""
USED = [
    f"{PLOT}def double(x):\n    plt.plot([1, 2])\n    return x * 2 * len(plt.get_fignums())\n",
    f"{PLOT}def double(x): return 2 * x if 'figure' in dir(plt) else x\n",
    f"{PLOT}def double(x): return 2 * x if 'plot' in vars(plt) else x\n",
    f"{PLOT}plt.rcParams['lines.linewidth'] = 3\n{DOUBLE}",
    f"{PLOT}plt.close(3)\n{DOUBLE}",
    f"{PLOT}plt.switch_backend('svg')\ndef double(x): return 2 * x if plt.get_backend() == 'svg' else x\n",
    "from matplotlib.pyplot import *\ndef double(x):\n    plot([1, 2])\n    return x * 2 * len(get_fignums())\n",
    "import matplotlib\ndef double(x): return 2 * x if matplotlib.__version__ > '3' else x\n",
    "import matplotlib\ndef double(x): return 2 * x if matplotlib.pyplot.figure else x\n",
    f"from matplotlib.figure import Figur\n{DOUBLE}",
    f"{FIGURE}def double(x): return x if isinstance(x, Figure) else 2 * x\n",
    f"{FIGURE}class Mine(Figure): factor = 2\ndef double(x): return Mine.factor * x\n",
    f"{FIGURE}def double(x: Figure | int): return 2 * x\n",
    f"{FIGURE}def double(x): return 2 * x if 'class' in repr(Figure) else x\n",
    f"{FIGURE}def double(x): return 2 * x if Figure.__name__ == 'Figure' else x\n",
    f"{FIGURE}def double(x): return 2 * x if issubclass(Figure, object) and callable(Figure.clear) else x\n",
    f"{PLOT}def double(x): return 2 * x * len({{plt.get_cmap('viridis'), 0}}) // 2\n",
    "from matplotlib.dates import HOURS_PER_DAY\ndef double(x): return x * (HOURS_PER_DAY - 22)\n",
    "from matplotlib.dates import HOURS_PER_DAY\ndef double(x): return 2 * x if HOURS_PER_DAY == 24 else x\n",
    "from matplotlib.dates import HOURS_PER_DAY\ndef double(x): return 2 * x if HOURS_PER_DAY < 25 else x\n",
    "from matplotlib.dates import HOURS_PER_DAY as h\ndef double(x): return 2 * x if isinstance(h, int) else x\n",
    f"import inspect\n{FIGURE}def double(x): return 2 * x if inspect.isclass(Figure) else x\n",
    f"from matplotlib.ft2font import FT2Font\n{DOUBLE}",
]
"""Code that needs Matplotlib."""


class Opened:
    """Opens zygotes for public tests, and notes whether their guests have Matplotlib."""

    def __init__(self, *, always: bool = False) -> None:
        self.draws: list[bool] = []
        self._always = always

    def __call__(self, *, libraries: Sequence[str] = (), draws: bool = True) -> Zygote:
        """Opens one."""
        self.draws.append(draws)
        return open_strongest(public_tests=True, libraries=libraries, draws=draws or self._always)


@pytest.fixture(scope="module")
def handout(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return load_assignment(write_handout(tmp_path_factory.mktemp("handed out") / "tiny"), solved=False)


def checked(assignment: Assignment, folder: Path, opened: Opened) -> CheckResult:
    with PublicTestRunner(assignment, open_zygote=opened) as running:
        return running.check(read_submission(folder, assignment))


@pytest.fixture
def ways(handout: Assignment, tmp_path: Path) -> Callable[[str], tuple[CheckResult, CheckResult, list[bool]]]:
    """Checks right work with another module of task 1: with Matplotlib in any case, and as is usual."""

    def check(double: str) -> tuple[CheckResult, CheckResult, list[bool]]:
        for name, source in {**RIGHT, "tiny_double": double}.items():
            (tmp_path / f"{name}.py").write_text(source)
        opened = Opened()
        return checked(handout, tmp_path, Opened(always=True)), checked(handout, tmp_path, opened), opened.draws

    return check


def test_a_check_of_the_stubs_loads_no_matplotlib_though_they_and_their_tests_import_it() -> None:
    assignment, opened = load_assignment(HANDOUT, solved=False), Opened()
    told = checked(assignment, HANDOUT, opened)
    assert opened.draws == [False]
    assert {test.outcome for test in told.tests} == {Outcome.NOT_RUN}
    assert told.tasks == checked(assignment, HANDOUT, Opened(always=True)).tasks


def test_a_task_that_draws_and_is_written_has_matplotlib_from_the_start(tmp_path: Path) -> None:
    assignment, opened = load_assignment(HANDOUT, solved=False), Opened()
    for file in (*HANDOUT.glob("*.py"), REFERENCE / "gradient_magnitudes.py"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    told = checked(assignment, tmp_path, opened)
    assert opened.draws == [True]
    assert {test.outcome for test in told.tasks[1].tests} == {Outcome.PASSED}


@pytest.mark.parametrize("double", NOT_USED)
def test_an_import_that_nothing_uses_needs_no_matplotlib(
    ways: Callable[[str], tuple[CheckResult, CheckResult, list[bool]]], double: str
) -> None:
    with_it, told, draws = ways(double + UNWRITTEN)
    assert draws == [False]
    assert told == with_it


@pytest.mark.parametrize("double", USED)
def test_whatever_uses_matplotlib_in_work_that_was_not_expected_to_is_checked_with_it(
    ways: Callable[[str], tuple[CheckResult, CheckResult, list[bool]]], double: str
) -> None:
    with_it, told, draws = ways(double + UNWRITTEN)
    assert draws == [False, True]
    assert told == with_it


@pytest.mark.parametrize("text", [PLOT, f"{PLOT}plt.close('all')", "import matplotlib\nmatplotlib.use('Agg')", DOUBLE])
def test_importing_and_clearing_up_is_not_drawing(text: str) -> None:
    assert not may_draw(text.encode())


PICTURE = "import matplotlib.pyplot as p\nimport matplotlib as drawing\n"


@pytest.mark.parametrize("text", [PICTURE, f"{PICTURE}p.close('all')\ndrawing.use('Agg')", f"{PICTURE}step = 1"])
def test_importing_and_clearing_up_by_another_name_is_not_drawing_either(text: str) -> None:
    assert not may_draw(text.encode())


@pytest.mark.parametrize("text", [f"{PICTURE}p.plot([1])", f"{PICTURE}def f(x):\n    drawing.rcdefaults()"])
def test_by_whatever_name_it_is_imported_its_use_may_be_drawing(text: str) -> None:
    assert may_draw(text.encode())


@pytest.mark.parametrize("text", [f"{PLOT}plt.plot([1])", f"{PLOT}plt.close(2)", FIGURE, "from pylab import *"])
def test_anything_else_of_matplotlib_may_be_drawing(text: str) -> None:
    assert may_draw(text.encode())
