"""A name that a student's source reads and nothing binds is found, and no name that something does bind."""

import pytest

from grader.exam.explain import StudentCode, of_family
from grader.exam.source.unbound import UnboundName, unbound_name


def found(source: str) -> UnboundName | None:
    return unbound_name("work.py", {"work.py": source.encode()})


@pytest.mark.parametrize(
    "source,name,line",
    [
        ("def f(x):\n    return np.sum(x)\n", "np", 2),
        ("def f(x):\n    result = x\n    return reslut + later\n", "reslut", 3),
        ("class A:\n    def g(self):\n        return [y for y in xs]\n", "xs", 3),
        ("import numpy as np\nprint(numpy.pi)\n", "numpy", 2),
    ],
)
def test_the_first_name_that_nothing_binds_is_found_with_its_line(source: str, name: str, line: int) -> None:
    assert found(source) == UnboundName(name, line)


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np, os.path\nfrom a import b as c\nprint(np, os, c, len, __name__)\n",
        "def f(x, *args, key=1, **more):\n    return x, args, key, more, g, H\ndef g(): pass\nclass H: pass\n",
        "def f():\n    global count\n    count = 1\ndef g():\n    return count\n",
        "try:\n    pass\nexcept ValueError as error:\n    print(error)\n",
        "for i, (j, k) in []:\n    print(i, j, k, [x for x in [] if (y := x)], y)\n",
        "match 1:\n    case {'a': p, **rest}: print(p, rest)\n    case [q, *r] as s: print(q, r, s)\n",
        "from __future__ import annotations\ndef f(x: Anything) -> Nothing:\n    y: Whatever = x\n    return y\n",
        "from tools import *\nprint(anything)\n",
        "globals()['made'] = 1\nprint(made)\n",
        "def f(:\n    return nothing\n",
    ],
)
def test_a_name_that_may_have_a_value_is_not(source: str) -> None:
    assert found(source) is None


def test_a_cell_may_bind_what_another_reads() -> None:
    cells = {"nb.ipynb, cell 1": b"shift = 1", "nb.ipynb, cell 2": b"print(shift, lost)"}
    assert unbound_name("nb.ipynb, cell 2", cells) == UnboundName("lost", 1)


def test_a_grade_explains_a_name_error_by_the_source_of_the_task_and_of_no_other_file() -> None:
    files = {"work.py": b"import math\ndef f(x):\n    return np.exp(x)\n", "other.py": b"print(lost)"}
    said = of_family("NameError", StudentCode(files, sources=("work.py",)))
    assert said == "`np` is not imported: write `import numpy as np` at the top. That is in line 3 of work.py."
    assert "spelt differently, not imported" in of_family(
        "NameError", StudentCode({**files, "work.py": b""}, sources=("work.py",))
    )
