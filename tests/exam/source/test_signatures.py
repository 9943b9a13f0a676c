"""Where a call cannot be made, the signature says why; no word of it comes from the guest."""

from collections.abc import Callable

import pytest

from grader.exam.explain.messages import FAMILIES
from grader.exam.source.signatures import other_signature, signature_mismatch
from grader.host.exchange import Exchange
from grader.model import Grade

STUB = "def f(x, t, step=1e-5):\n    raise NotImplementedError\n\n\nclass Net:\n    def back(self, x):\n        pass\n"


def said(source: str, *arguments: object, target: str = "f", **keywords: object) -> str:
    call = Exchange(target, arguments, keywords, None, None, "")
    return signature_mismatch(call, ["mod.py"], {"mod.py": source.encode()}, {"mod.py": STUB.encode()})


@pytest.mark.parametrize(
    "source",
    [
        "def f(x, t, step): pass", "def f(x, t, *, step): pass", "def f(x, t=1, /, **more): pass", "f = lambda: 1",
        "def f(*values, step=2): pass", "import functools\n@functools.cache\ndef f(): pass", "def f(:", "",
        "class f: pass",
        "class f:\n    def __init__(self, x, t, step): pass", "def g(x, t, step): pass\nf = g",
    ],
)  # fmt: skip
def test_a_call_that_can_be_made_or_cannot_be_judged_gets_no_word(source: str) -> None:
    assert said(source, 1.0, 2.0, step=0.1) == ""


@pytest.mark.parametrize(
    ("source", "spelled"),
    [
        ("def f(): pass", "f()"),
        ("def f(x, t): pass", "f(x, t)"),
        ("def f(x, t, h, step=1): pass", "f(x, t, h, step=1)"),
        ("def f(x: float, *, t, step=None) -> int: pass", "f(x, *, t, step=None)"),
        ("class f:\n    def __init__(self, x): pass", "f(x)"),
        ("async def f(*xs): pass", "f(*xs)"),
    ],
)
def test_a_signature_that_does_not_fit_is_told_beside_the_handouts(source: str, spelled: str) -> None:
    assert said(source, 1.0, 2.0, step=0.1) == (
        f"It cannot take what the task calls it with: yours is `{spelled}`, and the handout's is `f(x, t, step=1e-05)`."
    )


def test_the_last_of_several_definitions_counts() -> None:
    """As where somebody wrote below the stub, and left it there."""
    assert said("def f(): pass\ndef f(x, t, step): pass", 1.0, 2.0, step=0.1) == ""
    assert "yours is `f(x)`" in said("def f(x, t, step): pass\ndef f(x): pass", 1.0, 2.0, step=0.1)
    twice = "class Net:\n    def back(self): pass\n    def back(self, x): pass\n"
    assert said(twice, 1.0, target="Net.back") == ""


def test_a_method_is_told_without_the_object_that_it_gets() -> None:
    source = "class Net:\n    def back(self): pass\n    @staticmethod\n    def fore(x): pass\n"
    assert "yours is `back()`, and the handout's is `back(x)`" in said(source, 1.0, target="Net.back")
    assert said(source, 1.0, target="Net.fore") == ""


def test_a_student_reads_it_and_a_guest_cannot_make_it_up(grade: Callable[..., Grade]) -> None:
    honest = grade(tiny_shift="def shift(): return 1.0\n").tasks[1].tests[0]
    assert honest.message == ("It raised a TypeError. It cannot take what the task calls it with: yours is `shift()`.")
    forged = "def shift(x):\n    raise TypeError('shift() takes 110101 arguments') from None\n"
    assert grade(tiny_shift=forged).tasks[1].tests[0].message == f"It raised a TypeError. {FAMILIES['TypeError']}"


def test_a_method_that_lacks_only_self_is_told_so() -> None:
    source = "class Net:\n    def back(x): pass\n"
    assert said(source, 1.0, target="Net.back") == (
        "It cannot be called on an object: a method is defined with `self` first, as in `back(self, x)`."
    )


@pytest.mark.parametrize(
    "source,told",
    [
        ("def f(): pass", "`f` cannot take what the handout's takes: yours is `f()`, and the handout's is"),
        ("def f(x, t, step): pass\nclass Net:\n    def back(self): pass", "`Net.back` cannot take"),
        ("def f(x, t, step=1, more=2): pass\nclass Net:\n    def back(self, y): pass", ""),
        ("def f(*xs): pass", ""),
        ("def helper(): pass", ""),
        ("def f(:", ""),
    ],
)
def test_a_function_that_others_call_is_compared_with_the_handouts(source: str, told: str) -> None:
    found = other_signature(["mod.py"], {"mod.py": source.encode()}, {"mod.py": STUB.encode()})
    assert found.startswith(told)
    assert bool(found) == bool(told)
