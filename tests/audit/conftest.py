"""A tiny assignment with everything that an audit needs, correct in every respect; each test breaks one."""

from collections.abc import Callable, Iterable, Iterator

import pytest

from grader.assignment import load_assignment
from grader.audit.engine import audit
from grader.audit.grading import SubjectResult
from grader.audit.results import Audit
from grader.audit.subjects import Scope

MANIFEST = """
slug = "steps"
title = "Steps"
notebook = "steps.ipynb"
given = []
[[tasks]]
id = "1"
title = "Double"
module = "double"
names = ["double"]
points = 3
[[tasks]]
id = "2"
title = "Use it"
module = "user"
names = ["quadruple"]
points = 1
"""
TESTS = '''
import pytest
from grader.exam import check
pytestmark = [pytest.mark.task("1"), pytest.mark.points(1)]
def test_whole(student, reference, rng):
    """Whole numbers."""
    check.close(student.double(7), reference.double(7), "double(7)")
def test_fractions(student, reference, rng):
    """Fractions."""
    for x in rng.uniform(1.0, 2.0, 2).tolist():
        check.close(student.double(x), reference.double(x), "double(x)")
def test_again(student, reference, rng):
    """A number that the others have seen already."""
    check.close(student.double(7), reference.double(7), "double(7)")
'''
OTHER_TESTS = '''
import pytest
from grader.exam import check
pytestmark = [pytest.mark.task("2"), pytest.mark.points(1)]
def test_quadruple(student, reference):
    """Twice twice."""
    for x in (3.0, 5.0):
        check.close(student.quadruple(x), reference.quadruple(x), "quadruple(x)")
'''
MISTAKE = """
task = "1"
title = "squared"
explanation = "why"
hint = "look"
handout = "doubling"
costs_more_than_half = "the task is one product"
[[edits]]
old = "x + x"
new = "x * x"
"""
FILES = {
    "assignments/steps/assignment.toml": MANIFEST,
    "assignments/steps/double.py": "def double(x): raise NotImplementedError",
    "assignments/steps/user.py": "def quadruple(x): raise NotImplementedError",
    "solutions/steps/seed.txt": "5ec7e7" + "0123456789abcdef" * 2,
    "solutions/steps/double.py": "def double(x): return x + x",
    "solutions/steps/user.py": "def quadruple(x): return 4 * x",
    "solutions/steps/hidden_tests/test_1.py": TESTS,
    "solutions/steps/hidden_tests/test_2.py": OTHER_TESTS,
    "solutions/steps/misconceptions/squared.toml": MISTAKE,
    "solutions/steps/alternatives/shift/double.py": "def double(x): return 2 * x",
    "solutions/steps/alternatives/shift/user.py": "def quadruple(x): return x + x + x + x",
    "solutions/steps/worthless/nothing/double.py": "def double(x): return 0.0",
    "solutions/steps/worthless/nothing/user.py": "def quadruple(x): return 0.0",
}
SCOPE = Scope(every=1, sample=1, seeds=1, everywhere=True)

Audited = Callable[..., Audit]


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Audited:
    """Audits the assignment with some of its files replaced, by their paths, or with others added."""

    def run(name: str, changes: dict[str, str] | None = None, scope: Scope = SCOPE) -> Audit:
        root = tmp_path_factory.mktemp(name)
        for file, text in {**FILES, **(changes or {})}.items():
            path = root / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return audit(load_assignment(root / "assignments" / "steps"), scope, workers=1, watch=unwatched)

    return run


def unwatched(results: Iterable[SubjectResult], _total: int) -> Iterator[SubjectResult]:
    yield from results
