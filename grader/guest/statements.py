"""Runs the top-level statements of a cell or a module, skipping those that cannot work here. Untrusted side.

`input()` gets an end of file, and a student's package may not be installed here. Neither should affect code that does
not need it: the statement is skipped, and so are statements that then fail because its names are missing; names that
are imported from a missing package raise only when used. The first such problem is reported.
"""

import ast
import asyncio
import inspect
from collections.abc import Callable, Iterator, Sequence
from types import CodeType, TracebackType
from typing import Any

from grader.guest.jupyter import is_convenience, stand_in
from grader.guest.placeholders import ModuleUnavailableError

SHOWN = "__shown__"
"""The name of the value that a notebook would show below a cell, in its namespace right after it has run."""


class Script:
    """One cell or module, to be run once in a namespace."""

    def __init__(self, source: str | bytes, file: str, namespace: dict[str, Any]) -> None:
        self._source = source
        self._file = file
        self._namespace = namespace
        self._loop: Callable[[], asyncio.AbstractEventLoop] | None = None
        self._lacking: set[str] = set()  # names that skipped statements would have defined
        self._absent: list[str] = []  # modules
        self._first: BaseException | None = None
        self._code: CodeType | None = None

    def run(self) -> BaseException | None:
        """Runs a module; returns what went wrong if the rest ran nevertheless, or raises what ended it.

        `exit()` ends it as well, but what ran before counts.
        """
        return self._run(compile(self._source, self._file, "exec", dont_inherit=True), None)

    def run_as_cell(self, loop: Callable[[], asyncio.AbstractEventLoop]) -> BaseException | None:
        """The same for a cell, which may use `await` and shows the value of its last line."""
        self._loop = loop
        statements = self._parsed()
        last = statements[-1] if statements else None
        if isinstance(last, ast.Expr):
            target = ast.copy_location(ast.Name(SHOWN, ast.Store()), last)
            statements[-1] = ast.copy_location(ast.Assign([target], last.value), last)
        return self._run(self._compiled(statements), statements)

    def _run(self, code: CodeType, statements: list[ast.stmt] | None) -> BaseException | None:
        while True:
            try:
                self._execute(code)
            except (EOFError, NameError, ImportError) as error:
                statements = self._parsed() if statements is None else statements
                number = self._reached(statements, error.__traceback__)
                if number is None or not self._pass_over(statements[number], error):
                    raise
                self._first = self._first or error
                futures = [each for each in statements[: number + 1] if _is_future(each)]
                statements = [*futures, *statements[number + 1 :]]
                code = self._compiled(statements)
            except SystemExit as error:
                return self._first or error
            else:
                return self._told()

    def _parsed(self) -> list[ast.stmt]:
        flags = ast.PyCF_ONLY_AST | self._flags
        tree: ast.Module = compile(self._source, self._file, "exec", flags, dont_inherit=True)
        return tree.body

    def _compiled(self, statements: Sequence[ast.stmt]) -> CodeType:
        module = ast.Module(list(statements), type_ignores=[])
        code: CodeType = compile(module, self._file, "exec", self._flags, dont_inherit=True)
        return code

    @property
    def _flags(self) -> int:
        return 0 if self._loop is None else ast.PyCF_ALLOW_TOP_LEVEL_AWAIT

    def _execute(self, code: CodeType) -> None:
        self._code = code
        if self._loop is not None and code.co_flags & inspect.CO_COROUTINE:
            self._loop().run_until_complete(eval(code, self._namespace))  # noqa: S307 # what a cell is
        else:
            exec(code, self._namespace)  # noqa: S102 # what a module is

    def _reached(self, statements: Sequence[ast.stmt], traceback: TracebackType | None) -> int | None:
        """The index of the statement that raised."""
        for each in _chain(traceback):
            if each.tb_frame.f_code is self._code and self._code is not None:
                positions = list(self._code.co_positions())
                line, _, column, _ = positions[each.tb_lasti // 2]
                place = (line or each.tb_lineno, column or 0)
                begun = [number for number, one in enumerate(statements) if _begin(one) <= place]
                return begun[-1] if begun else None
        return None

    def _pass_over(self, statement: ast.stmt, error: BaseException) -> bool:
        """Whether to continue after a statement that raised this; names that it would have imported get stand-ins."""
        if isinstance(error, ModuleNotFoundError) and isinstance(statement, ast.Import | ast.ImportFrom):
            return self._import(statement, error)
        if isinstance(error, EOFError | ModuleUnavailableError) or (
            isinstance(error, NameError) and error.name in self._lacking
        ):
            self._lacking.update(_given_names(statement))
            return True
        return False

    def _import(self, statement: ast.Import | ast.ImportFrom, error: ModuleNotFoundError) -> bool:
        """Imports what exists, name by name, and puts stand-ins in place of what does not."""
        if isinstance(statement, ast.ImportFrom):
            return self._put_in_place(statement.names, statement.module or "", error)
        for alias in statement.names:
            one = ast.copy_location(ast.Import([alias]), statement)
            try:
                self._execute(self._compiled([one]))
            except ModuleNotFoundError as found:
                if not self._put_in_place([alias], alias.name, found):
                    return False
        return True

    def _put_in_place(self, names: Sequence[ast.alias], module: str, error: ModuleNotFoundError) -> bool:
        absent = error.name or ""
        if not absent or not f"{module}.".startswith(f"{absent}."):
            return False  # the module exists, but needs another one
        self._absent.append(module)
        for alias in names:
            name = alias.asname or alias.name.partition(".")[0]
            if name != "*":
                self._namespace[name] = stand_in(module, name)
        return True

    def _told(self) -> BaseException | None:
        if isinstance(self._first, ModuleNotFoundError):
            return ModuleNotFoundError(self._what_is_absent()).with_traceback(self._first.__traceback__)
        return self._first

    def _what_is_absent(self) -> str:
        """A message like Python's own for missing modules, and which of them are only for convenience."""
        names = list(dict.fromkeys(self._absent))
        missed = ", ".join(repr(name) for name in names if not is_convenience(name))
        unmissed = ", ".join(repr(name) for name in names if is_convenience(name))
        said = (f"No module named {missed}" if missed else "", f"{unmissed} does nothing here" if unmissed else "")
        return "; ".join(filter(None, said))


def _is_future(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module == "__future__"


def _begin(statement: ast.stmt) -> tuple[int, int]:
    """Where a statement begins: for Python, at `def` or `class`, not at the decorators above."""
    first: ast.stmt | ast.expr = next(iter(getattr(statement, "decorator_list", ())), statement)
    return first.lineno, first.col_offset


def _chain(traceback: TracebackType | None) -> Iterator[TracebackType]:
    while traceback is not None:
        yield traceback
        traceback = traceback.tb_next


def _given_names(statement: ast.stmt) -> Iterator[str]:
    for node in ast.walk(statement):
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case _:
                continue
