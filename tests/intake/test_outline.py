"""Telling an unfinished definition from a finished one, whatever a formatter has made of it, in linear time."""

import pytest

from grader.intake.outline import MAX_BYTES, binds, blocks, defined, does_nothing, statements


@pytest.mark.parametrize(
    "body",
    [
        "pass",
        "...",
        "return",
        "return None",
        '"""Only words."""',
        "r'''Raw\nwords'''\n    pass",
        "raise NotImplementedError",
        'raise NotImplementedError("Task 1:\\n" "write me")',
        "pass; return",
        "# mine\n    raise NotImplementedError  # still",
        "total = 0\n    for x in xs:\n        total += x\n    raise NotImplementedError",
    ],
)
@pytest.mark.parametrize("head", ["def f(xs, *, d={'a': 1}) -> 'x: y':", "async def f(\n    xs,\n):", "def f(): "])
def test_a_function_that_only_says_it_is_not_written_does_nothing(head: str, body: str) -> None:
    separator = "" if head.endswith(" ") and "\n" not in body else "\n    "
    (block,) = blocks(list(statements(f"{head}{separator}{body}\n")))
    assert defined(block) == ("def", "f")
    assert does_nothing(block[1:])


@pytest.mark.parametrize(
    "body",
    [
        "return {}",
        "return 0",
        "print(1)",
        "yield",
        "x = 1\n    return x",
        "if xs:\n        return 1\n    raise NotImplementedError",
        "if xs:\n        raise NotImplementedError",
        "def raises():\n        raise NotImplementedError\n    return raises",
        "raise ValueError",
        "return None or 1",
        's = "raise NotImplementedError"',
    ],
)
def test_a_function_that_does_anything_does_something(body: str) -> None:
    (block,) = blocks(list(statements(f"def f(xs):\n    {body}\n")))
    assert not does_nothing(block[1:])


@pytest.mark.parametrize(
    "text",
    [
        "f = 1",
        "f: int = 1",
        "f, g = 1, 2",
        "from m import f",
        "from m import (\n    g as f,\n)",
        "from m import *",
        "if True:\n    def f(): return 1",
        "try:\n    from m import f\nexcept ImportError:\n    pass",
        "C.f.g = 1",
        "setattr(C, f, g)",
    ],
)
def test_a_name_may_get_its_meaning_in_other_ways(text: str) -> None:
    assert any(binds(block, "f") for block in blocks(list(statements(text + "\n"))))


@pytest.mark.parametrize(
    "text",
    [
        "print(f(x=1))",
        "for h in (1, 2): print(f(h))",
        'if __name__ == "__main__":\n    r = f(2, y=3)',
        "assert f() == 1",
        "import m",
        "'f = 1'",
    ],
)
def test_using_a_name_gives_it_no_meaning(text: str) -> None:
    assert not any(binds(block, "f") for block in blocks(list(statements(text + "\n"))))


def test_what_a_formatter_changes_leaves_no_trace() -> None:
    typed = "class C:\n  def f(self,x) :\n    y=g('a',x) # why\n    return [y,1]\n"
    formatted = 'class C:\n\n    def f(self, x):\n        y = g(\n            "a",\n            x,\n        )\n'
    formatted += "        return [\n            y,\n            1,\n        ]\n"
    assert [each.tokens for each in statements(typed)] == [each.tokens for each in statements(formatted)]


@pytest.mark.parametrize(
    "unit",
    ["(", ")", '"', "'''", '"""', "\\", "\\\n", ";", "x;", "def f(", "a\n b\n", "#\n", "\t", "'\\'", ":", "@", "\0"],
)
def test_no_text_is_too_much(unit: str) -> None:
    """Each would take a parser's stack, or the time of a search that goes back."""
    text = unit * (MAX_BYTES // len(unit))
    assert sum(1 for _ in statements(text)) <= len(text)
