"""What crosses the boundary and back, with a real zygote and real guests."""

import numpy as np
import pytest

from grader.exam import generator
from grader.host.failures import CallFailedError
from grader.host.proxy import Proxy
from grader.model import CallStatus
from tests.support.guests import LIMITS, OpenStudent, ending_of

SHARES_ZYGOTES = True
pytestmark = pytest.mark.drawn(1, over="zygote")  # each case at one of the levels


@pytest.mark.parametrize(
    "value",
    [None, True, 3, 1 << 70, 0.1, float("inf"), "ü", [1, 2.5], (1, (2,)), {"a": [1], 3: None}, 1 + 2j, np.float64(0.1),
     np.arange(24.0).reshape(6, 4), np.arange(3)[::-1], np.array(1.5), np.array([], dtype=np.float32)],
    ids=repr,
)  # fmt: skip
def test_a_value_survives_the_trip_with_its_kind(open_student: OpenStudent, value: object) -> None:
    back: object = open_student("def same(x): return x").same(value)
    assert type(back) is type(value)
    if isinstance(value, np.ndarray):
        assert isinstance(back, np.ndarray)
        assert (back.dtype, back.tobytes()) == (value.dtype, value.tobytes())
    else:
        assert back == value


def test_nan_bits_survive_the_trip(open_student: OpenStudent) -> None:
    odd = np.array([0x7FF8000000000123, 0xFFF0000000000000], dtype=np.uint64).view(np.float64)
    assert open_student("def same(x): return x").same(odd).tobytes() == odd.tobytes()


def test_objects_stay_in_the_guest_and_answer_through_their_proxy(open_student: OpenStudent) -> None:
    source = "class Box:\n    def __init__(self, x): self.x = x\n    def twice(self): return 2 * self.x\n"
    box = open_student(source).Box(3)
    box.x = 5
    assert isinstance(box, Proxy)
    assert box.twice() == 10


def test_no_name_of_what_can_be_done_with_a_proxy_hides_the_students(open_student: OpenStudent) -> None:
    names = [name for name in vars(type(Proxy)) if not name.startswith("_")]
    methods = "".join(f"    def {name}(self): return {name!r}\n" for name in names)
    box = open_student(f"class Box:\n{methods}").Box()
    assert "observe" in names
    assert [getattr(box, name)() for name in names] == names


BUFFER = """
import numpy as np
buffer = np.zeros(2)
def into_buffer(x):
    buffer[:] = x
    return buffer, [buffer, buffer.copy()]
def total(array): return float(array.sum())
def one(x): return x
"""


def test_what_a_call_returned_can_be_looked_at_again_and_passed_on(open_student: OpenStudent) -> None:
    student = open_student(BUFFER)
    first, pair = Proxy.call_by_reference(student.into_buffer, np.ones(2))
    assert np.array_equal(Proxy.fetch_value(first), [1.0, 1.0])
    student.into_buffer(np.full(2, 5.0))
    assert np.array_equal(Proxy.fetch_value(first), [5.0, 5.0])
    assert np.array_equal(Proxy.fetch_value(pair)[1], [1.0, 1.0])
    assert student.total(first) == 10.0
    first.fill(3.0)
    assert student.total(first) == 6.0
    kept = Proxy.store_value(student, np.zeros(2))
    kept.put([0, 1], [2.0, 4.0])
    assert student.total(kept) == 6.0
    (only,) = Proxy.call_by_reference(student.one, "word")
    assert Proxy.fetch_value(only) == "word"


FORGED_HANDLES = """
from grader.guest import answers
from grader.wire.messages import Returned
answers.Answers.held = lambda self, id_, result: Returned(id=id_, value=1.0)
def f(): return 1.0
"""


def test_a_guest_that_keeps_nothing_when_asked_to_ends_with_a_protocol_error(open_student: OpenStudent) -> None:
    assert ending_of(lambda: Proxy.call_by_reference(open_student(FORGED_HANDLES).f)) is CallStatus.PROTOCOL
    assert ending_of(lambda: Proxy.call_by_reference(open_student("def f(): raise ValueError").f)) is CallStatus.RAISED


@pytest.mark.parametrize(
    "line", ["sys.stdout = io.StringIO()", "sys.stdout.close()", "del sys.stdout", "sys.stdout = sys.stderr = None"]
)
def test_stdout_may_be_replaced_closed_or_lost(open_student: OpenStudent, line: str) -> None:
    student = open_student(f"import io, sys\ndef f():\n    {line}\n    return 1\ndef g(): print('again'); return 2")
    assert student.f() == 1
    assert Proxy.observe(student.g).printed == "again\n"


def test_an_exception_may_say_more_than_anybody_wants_to_read(open_student: OpenStudent) -> None:
    student = open_student("def f(): raise ValueError('x' * 100_000_000)")
    with pytest.raises(CallFailedError) as caught:
        student.f()
    assert caught.value.failure.message == "x" * 4000


def test_printing_too_much_is_not_a_failure(open_student: OpenStudent) -> None:
    source = "def loud():\n    for _ in range(3000): print('x' * 1000)\n    return 7"
    seen = Proxy.observe(open_student(source).loud)
    assert seen.returned == 7
    assert LIMITS.output_bytes / 2 < len(seen.printed) <= LIMITS.output_bytes


def test_a_generator_is_made_in_the_guest_from_its_seed(open_student: OpenStudent) -> None:
    student = open_student("def draw(rng): return rng.normal(size=3)")
    assert student.draw(generator(5)).tolist() == np.random.default_rng(5).normal(size=3).tolist()
    assert student.draw(generator(6)).tolist() != student.draw(generator(5)).tolist()
