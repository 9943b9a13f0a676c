"""What there is to see of the line in which a public test ended: values it held, what it asserts, both sides of a `==`.

Untrusted side. A test's own sentence says what it wanted; the host's checks can say more about what was returned, once
they see it.
"""

import ast
import builtins
import linecache
from collections.abc import Iterator, Sequence
from functools import cache
from types import FrameType
from typing import Any

from msgspec.structs import replace

from grader.wire.packing import pack
from grader.wire.public_tests import MAX_ASSERTED, AssertComparison, HeldName, TestHalt
from grader.wire.values import Handle, Value

FOLDER = "public_tests/"
MAX_HELD = 8
MAX_SOURCE = 80
MAX_ITEMS = 10
LARGE: int = 10**MAX_SOURCE


def halt_of(error: BaseException, root: str) -> TestHalt | None:
    """What the line of a test that was reached held; None if the test ended elsewhere, or nothing can be said."""
    frame, line = _place(error, f"{root}{FOLDER}")
    statement = _statement(frame, line) if frame is not None else None
    if frame is None or statement is None:
        return None
    asserted = _asserted(statement, frame.f_code.co_filename)
    values = dict(_plain_values(statement, frame)) if asserted else {}
    halt = TestHalt(held=tuple(_held(statement, frame)), asserted=asserted, values=values)
    try:
        return replace(halt, compared=_compared(statement, frame))
    except Exception:  # noqa: BLE001 # what a value does when it is looked at is nobody's business here
        return halt


def _place(error: BaseException, folder: str) -> tuple[FrameType | None, int]:
    """The innermost frame of the test's own file, and its line."""
    frame, line, traceback = None, 0, error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename.startswith(folder):
            frame, line = traceback.tb_frame, traceback.tb_lineno
        traceback = traceback.tb_next
    return frame, line


def _statement(frame: FrameType, line: int) -> ast.stmt | None:
    """The innermost statement around a line."""
    statements = _statements(frame.f_code.co_filename)
    around = [node for node in statements if node.lineno <= line <= (node.end_lineno or 0)]
    return max(around, key=lambda node: (node.lineno, -(node.end_lineno or 0), node.col_offset), default=None)


@cache
def _statements(file: str) -> tuple[ast.stmt, ...]:
    """The statements of a file of tests, kept while its guest lives: parsing takes longer than a test."""
    tree = ast.parse("".join(linecache.getlines(file)))
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.stmt))


def _held(statement: ast.stmt, frame: FrameType) -> Iterator[HeldName]:
    """The test's own names, except its parameters, which the test chose, and what it imports."""
    code = frame.f_code
    before = [each for each in _statements(code.co_filename) if code.co_firstlineno <= each.lineno < statement.lineno]
    imports = (each for each in before if isinstance(each, ast.Import | ast.ImportFrom))
    imported = {alias.asname or alias.name.partition(".")[0] for each in imports for alias in each.names}
    own = set(frame.f_locals) - set(code.co_varnames[: code.co_argcount]) - imported
    names = dict.fromkeys(node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and node.id in own)
    for name in tuple(names)[:MAX_HELD]:
        yield HeldName(name, type(frame.f_locals[name]).__name__, _call_behind(name, before))


def _call_behind(name: str, before: Sequence[ast.stmt]) -> str:
    """How the call is written that a name was last assigned the result of; empty if it was something else."""
    source = ""
    for statement in sorted(before, key=lambda each: each.lineno):
        match statement:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                source = _written(value) if isinstance(value, ast.Call) else ""
            case _:
                continue
    return source


def _written(call: ast.Call) -> str:
    source = ast.unparse(call)
    return source if len(source) <= MAX_SOURCE else f"{ast.unparse(call.func)[:MAX_SOURCE]}(...)"


def _asserted(statement: ast.stmt, file: str) -> str:
    """How it is written what an `assert` without a sentence asserts; empty for anything else, and if it is long."""
    if not isinstance(statement, ast.Assert) or statement.msg is not None or isinstance(statement.test, ast.Constant):
        return ""
    source = _as_written(statement.test, file)
    return source if len(source) <= MAX_ASSERTED else ""


def _as_written(expression: ast.expr, file: str) -> str:
    written = ast.get_source_segment("".join(linecache.getlines(file)), expression) or ""
    return ast.unparse(expression) if not written or "\n" in written else written


def _plain_values(statement: ast.stmt, frame: FrameType) -> Iterator[tuple[str, str]]:
    """The names with a plain value: variables of loops and parameters of tests, without which sides say little."""
    names = dict.fromkeys(node.id for node in ast.walk(statement) if isinstance(node, ast.Name))
    for name in [name for name in names if name in frame.f_locals][:MAX_HELD]:
        value = frame.f_locals[name]
        if _is_plain(value) and len(written := repr(value)) <= MAX_SOURCE:
            yield name, written


def _is_plain(value: object, depth: int = 2) -> bool:
    """Whether it is a number, a text, or a few of them, of Python's own types: nothing of a student's is called."""
    match value:
        case list() | tuple() if type(value) in {list, tuple}:
            return depth > 0 and len(value) <= MAX_ITEMS and all(_is_plain(each, depth - 1) for each in value)
        case str() | bytes() if type(value) in {str, bytes}:
            return len(value) <= MAX_SOURCE
        case int() if type(value) in {int, bool}:
            return -LARGE < value < LARGE
    return value is None or type(value) in {float, complex}


def _compared(statement: ast.stmt, frame: FrameType) -> AssertComparison | None:
    match statement:
        case ast.Assert(test=ast.Compare(left=left, ops=[ast.Eq()], comparators=[right])):
            if not all(_calls_nothing_of_theirs(side, frame) for side in (left, right)):
                return None
            actual, expected = (_value(side, frame) for side in (left, right))
            expected = getattr(expected, "expected", expected)  # of pytest.approx
            return AssertComparison(ast.unparse(left)[:MAX_SOURCE], _packed(actual), _packed(expected))
        case _:
            return None


def _calls_nothing_of_theirs(side: ast.expr, frame: FrameType) -> bool:
    """Whether it can be computed again without running the student's code once more."""
    for node in ast.walk(side):
        if isinstance(node, ast.Call):
            called: ast.expr = node.func
            while isinstance(called, ast.Attribute):
                called = called.value
            known = isinstance(called, ast.Name) and (called.id in frame.f_globals or called.id in vars(builtins))
            if not known or (isinstance(called, ast.Name) and called.id in frame.f_locals):
                return False
    return True


def _value(side: ast.expr, frame: FrameType) -> Any:
    code = compile(ast.fix_missing_locations(ast.Expression(side)), "<test>", "eval")
    return eval(code, frame.f_globals, frame.f_locals)  # noqa: S307 # the test's own expression, where it stands


def _packed(value: object) -> Value:
    return pack(value, lambda thing, note: Handle(-1, type(thing).__name__, note))
