"""Sixty values of Python's, each on its way to a guest and back: its exact kind arrives, and `check.equal` takes what
is right and refuses what is wrong.
"""

import types
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from grader.assignment import Limits
from grader.exam import check
from grader.exam.checks.check import CheckFailedError
from grader.exam.checks.equality import as_received
from grader.host.guest import Guest
from grader.host.levels import open_strongest
from grader.host.proxy import Proxy, module_proxy
from grader.host.time_budget import TimeBudget
from grader.model import FeedbackLevel

LIMITS = Limits(load_seconds=5.0, call_seconds=5.0, task_seconds=60.0, idle_seconds=30.0)
SOURCE = """
import collections, dataclasses, datetime, enum, pathlib
from collections import Counter, OrderedDict, defaultdict
from datetime import date, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo
import numpy as np
import pandas as pd
import scipy.sparse as sp
class Colour(enum.Enum):
    RED = 1
    BLUE = "b"
class Weekday(enum.IntEnum):
    MONDAY = 0
    SUNDAY = 6
@dataclasses.dataclass
class Point:
    x: float
    y: float = 0.0
    def length(self): return (self.x ** 2 + self.y ** 2) ** 0.5
@dataclasses.dataclass(frozen=True)
class Line:
    start: Point
    name: str
Pair = collections.namedtuple("Pair", "left right")
FRAME = pd.DataFrame({"town": ["Ulm", None, "Rom"], "people": [1, 2, 2], "rain": [0.5, float("nan"), 2.0]})
DAYS = pd.to_datetime(["2026-01-31", None, "2026-02-01"])
MIXED = FRAME.assign(
    day=DAYS, zoned=DAYS.tz_localize("Europe/Berlin"), kind=pd.Categorical(["b", "a", "b"], ordered=True),
    few=pd.array([1, None, 2], dtype="Int8"), flag=pd.array([True, None, False], dtype="boolean"),
    text=pd.array(["x", None, "y"], dtype="string"), lists=[[1, "a"], None, []],
)
ROWS = np.array([(1, 2.5, "a"), (2, 3.5, "b")], dtype=[("n", "i8"), ("x", "f8"), ("s", "U3")])
THIN = np.array([[0.0, 2.5, 0.0, 0.0], [0.0, 0.0, 0.0, -1.0]])
def make(text): return eval(text)
def told(thing):
    spelled = sorted(map(repr, thing)) if isinstance(thing, (set, frozenset)) else repr(thing)
    spelled += " ".join(map(str, thing.dtypes)) if isinstance(thing, pd.DataFrame) else ""
    spelled += repr(thing.toarray().tolist()) if sp.issparse(thing) else ""
    return f"{type(thing).__name__} {spelled}"
"""
VALUES = {
    "None": "0", "True": "1", "False": "None", "0": "0.0", "-7": "7", "1 << 63": "1 << 64", "-(10 ** 400)": "10 ** 400",
    "2.5": "2.5000001", "float('inf')": "-float('inf')", "float('nan')": "0.0", "1 + 2j": "1 - 2j",
    "'word'": "'Word'", "''": "' '", "'two words'": "'two  words'", "'first\\nsecond'": "'first\\nthird'",
    "'\\N{SNOWMAN}'": "'\\N{COMET}'", "b''": "''", "b'\\x00\\xff'": "b'\\x00'", "bytearray(b'ab')": "b'ab'",
    "[]": "{}", "[1, 2.5, 'x']": "[1, 2.5, 'y']", "[[1], [2, 3]]": "[[1], [2, 4]]", "()": "(1,)", "(1, (2,))": "(1, 2)",
    "{}": "{1: 2}", "{'a': 1, 'b': [2]}": "{'a': 1, 'b': [3]}", "{1: 'x', None: 2.5}": "{1: 'x'}",
    "{(0, 1): 'a', (1, 0): 'b'}": "{(0, 1): 'a', (1, 1): 'b'}", "{b'k': 1}": "{'k': 1}",
    "{frozenset({1, 2}): 3}": "{frozenset({1}): 3}", "{Colour.RED: 2}": "{Colour.BLUE: 2}",
    "{date(2026, 1, 2): 5}": "{date(2026, 1, 3): 5}", "Counter('abca')": "Counter('abc')",
    "OrderedDict(a=1)": "OrderedDict(a=2)", "defaultdict(list, a=[1])": "defaultdict(list, a=[])",
    "set()": "{}", "{1, 'a', 2.5}": "{1, 'a'}", "{(1, 2), (3, 4)}": "{(1, 2)}", "frozenset({'x'})": "frozenset()",
    "range(3)": "range(4)", "range(0, 10 ** 30, 7)": "range(3)", "slice(1, None, 2)": "slice(1, None)", "...": "None",
    "Decimal('0.10')": "0.1", "Decimal('NaN')": "Decimal('1')", "Fraction(1, 3)": "1 / 3",
    "date(2026, 2, 28)": "date(2026, 2, 27)", "time(12, 30)": "time(12, 31)",
    "datetime.datetime(2026, 5, 1, 9)": "date(2026, 5, 1)",
    "datetime.datetime(2026, 5, 1, 9, tzinfo=timezone.utc)": "datetime.datetime(2026, 5, 1, 9)",
    "datetime.datetime(2026, 10, 25, 2, 30, fold=1)": "datetime.datetime(2026, 10, 25, 3, 30)",
    "timedelta(days=-1, seconds=3)": "timedelta(0)",
    "pathlib.PurePosixPath('a/b')": "'a/b'", "pathlib.Path('data') / 'x.csv'": "pathlib.Path('x.csv')",
    "Colour.RED": "Colour.BLUE", "Weekday.SUNDAY": "Weekday.MONDAY", "Point(1.0, 2.0)": "Point(1.0, 3.0)",
    "Line(Point(0.0), 'a')": "Line(Point(1.0), 'a')", "Pair(1, 'x')": "(1, 'x')",
    "[Point(1.0), Point(2.0)]": "[Point(1.0)]",
    "np.float64(0.5)": "0.25", "np.int8(3)": "2", "np.True_": "False", "np.str_('w')": "'v'",
    "np.array([1.0, 2.0])": "np.array([1.0, 2.5])", "np.arange(6).reshape(2, 3)": "np.arange(6)",
    "np.array([True, False])": "np.array([True, True])", "np.array([1j])": "np.array([2j])",
    "np.array(['a', 'bcd'])": "np.array(['a', 'bce'])", "np.array([b'a', b'bc'])": "np.array([b'a', b'bd'])",
    "FRAME": "FRAME.iloc[::-1]", "MIXED": "MIXED.assign(few=pd.array([1, 2, 2], dtype='Int8'))",
    "FRAME.iloc[:0]": "FRAME", "pd.DataFrame()": "FRAME", "FRAME.set_index('town')": "FRAME",
    "FRAME.groupby(['people', 'town'], dropna=False)[['rain']].agg(['mean', 'max'])":
        "FRAME.groupby('people')[['rain']].max()",
    "pd.DataFrame([[1, 2]], columns=['a', 'a'])": "pd.DataFrame([[1, 3]], columns=['a', 'a'])",
    "FRAME['rain']": "FRAME['people']", "FRAME['town'].value_counts()": "FRAME['town']",
    "MIXED['kind']": "FRAME['town']",
    "MIXED.dtypes.astype(str)": "FRAME.dtypes.astype(str)", "FRAME.index": "FRAME.columns", "DAYS": "DAYS[::-1]",
    "pd.Index([3, 1], name='n')": "pd.Index([1, 3], name='n')",
    "pd.Timestamp('2026-01-31')": "datetime.datetime(2026, 1, 31)",
    "pd.Timestamp('2026-01-31 12:00', tz='Europe/Berlin')": "pd.Timestamp('2026-01-31 12:00')",
    "pd.Timedelta('3 days')": "timedelta(days=3)", "pd.NaT": "None", "pd.NA": "None",
    "{pd.Timestamp('2026-01-31'): 1}": "{pd.Timestamp('2026-01-30'): 1}",
    **{f"sp.{form}_{kind}(THIN)": f"sp.{form}_{kind}(THIN + 1)" for kind in ("matrix", "array")
       for form in ("csr", "csc", "coo", "bsr", "dia", "lil", "dok")},
    "sp.csr_matrix((0, 3))": "sp.csr_matrix((3, 0))", "sp.coo_array(([1, 2], ([0, 0], [1, 1])), (2, 2))": "THIN",
    "sp.csr_array(THIN > 0)": "sp.csr_array(THIN < 0)", "sp.csc_matrix(THIN * 1j)": "sp.csc_matrix(THIN)",
    "ROWS": "ROWS[::-1]", "ROWS[0]": "ROWS[1]", "np.zeros((0, 3))": "np.zeros((1, 3))",
}  # fmt: skip
"""Each value as it is written, and one that is wrong in its place."""
NOT_SPELLED_ALIKE = ("Counter", "OrderedDict", "defaultdict")
"""What arrives as the dict that it is."""


def local() -> Any:
    """The same module here: it is ours."""
    module = types.ModuleType("work")
    module.__dict__["__name__"] = "work"
    exec(SOURCE, module.__dict__)  # noqa: S102 # our own source
    return module


HERE = local()


@pytest.fixture(scope="module")
def student() -> Iterator[Any]:
    with open_strongest(libraries=("pandas", "scipy")) as zygote:
        running = Guest(zygote, LIMITS, TimeBudget.of(LIMITS))
        running.load("work", {"work.py": SOURCE.encode()}, ("work",), {}, {})
        yield module_proxy(running, lambda _exchange: None)
        running.end()


def test_there_are_enough() -> None:
    assert len(VALUES) >= 60


@pytest.mark.parametrize("text", VALUES)
def test_a_value_that_comes_is_of_its_exact_kind_and_equal_to_nothing_else(student: Any, text: str) -> None:
    expected, came = HERE.make(text), student.make(text)
    data = Proxy.fetch_value(came) if isinstance(came, Proxy) else came
    if not text.startswith("["):  # of whose entries some stay
        assert type(data) is type(as_received(expected))
    check.equal(came, expected, "the value")
    with pytest.raises(CheckFailedError) as caught:
        check.equal(student.make(VALUES[text]), expected, "the value")
    assert caught.value.findings[0].level is FeedbackLevel.CATEGORY


@pytest.mark.parametrize("text", [text for text in VALUES if not text.startswith(NOT_SPELLED_ALIKE)])
def test_a_value_that_goes_is_of_its_exact_kind_there(student: Any, text: str) -> None:
    value = HERE.make(text)
    told = HERE.told(bool(value) if isinstance(value, np.bool_) else value)
    assert student.told(value) == told


def test_objects_that_are_data_keep_their_methods_where_they_are(student: Any) -> None:
    point = student.make("Point(3.0, 4.0)")
    assert point.length() == 5.0
    assert student.Point.length(HERE.Point(3.0, 4.0)) == 5.0
    assert student.Colour.RED.name == "RED"
    pair = student.make("Pair(1, 'x')")
    assert (pair.left, pair.right, pair == (1, "x")) == (1, "x", True)
