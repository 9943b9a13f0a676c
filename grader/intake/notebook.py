"""Bytes of a notebook -> its cells, repaired where that is safe, or why it cannot be read. Trusted side; static.

nbformat's own reader refuses what has to be repaired here and validates outputs of any size; so this reads the JSON
itself and uses only the kind and the source of each cell. The outputs of cells are never looked at.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from grader.intake.limits import MODULE_BYTES, size
from grader.intake.magics import PlainCode, WrittenFile, neutralise, neutralise_module
from grader.intake.percent import read_cells
from grader.intake.text import read_source, wide_encoding
from grader.model import CHECK_CELL, Cell, CellKind
from grader.sanitize import quoted

_UTF8_BOM = b"\xef\xbb\xbf"
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
_IDS_SINCE = (4, 5)
_USUAL_KERNELS = frozenset({"", "python", "python3"})
_LISTED = 6

Json = Mapping[str, Any]


class NotebookDocument(Struct, frozen=True):
    """The result of reading one notebook.

    Attributes:
        cells: Its cells from top to bottom; empty if there is a problem.
        notes: What was repaired or left out, each to be read after its name.
        problem: Why it cannot be used, to be read after its name, or nothing.
        runs: The files that its cells run, by path.
        written: The files that its cells write, with the number of the cell.
    """

    cells: tuple[Cell, ...] = ()
    notes: tuple[str, ...] = ()
    problem: str = ""
    runs: tuple[str, ...] = ()
    written: tuple[tuple[int, WrittenFile], ...] = ()


class _UnusableError(Exception):
    """The notebook cannot be read; the message goes after its name."""


def read_notebook(content: bytes) -> NotebookDocument:
    """Reads a notebook of format 3 or 4, from any program."""
    try:
        document = _parse(content)
        _require_python(document)
        raw = _raw_cells(document)
        notes = [*_format_notes(document, raw), *_order_notes(raw)]
        cells = [_cell(each) for each in raw]
        return _finish([cell for cell in cells if cell is not None], notes)
    except _UnusableError as error:
        return NotebookDocument(problem=str(error))


def read_script(content: bytes) -> NotebookDocument:
    """Reads a script as the notebook that it was made from, or as one with a single cell if it has no cell marks."""
    source = read_source(content)
    if source.problem:
        return NotebookDocument(problem=source.problem)
    try:
        return _finish(read_cells(source.text), [])
    except _UnusableError as error:
        return NotebookDocument(problem=str(error))


def _finish(cells: Sequence[Cell], notes: list[str]) -> NotebookDocument:
    """Takes IPython's syntax out of the code."""
    _require_reasonable(cells)
    plain = {number: neutralise(cell.source) for number, cell in enumerate(cells, 1) if cell.kind is CellKind.CODE}
    run = (
        Cell(cell.kind, cell.source, plain[number].code if number in plain else "")
        for number, cell in enumerate(cells, 1)
    )
    return NotebookDocument(
        tuple(run),
        (*notes, *_syntax_notes(plain)),
        runs=tuple(path for cell in plain.values() for path in cell.runs),
        written=tuple((number, cell.written) for number, cell in plain.items() if cell.written),
    )


def _require_reasonable(cells: Sequence[Cell]) -> None:
    total = sum(len(cell.source.encode()) for cell in cells if cell.kind is CellKind.CODE)
    if total > MODULE_BYTES:
        raise _UnusableError(f"has {size(total)} of code: the limit is {size(MODULE_BYTES)}")


def as_script(content: bytes) -> bytes:
    """The code of a notebook that another runs, as one script; nothing if it cannot be read."""
    return "\n".join(cell.code for cell in read_notebook(content).cells).encode()


def plain_module(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """A module or exported script without IPython's syntax, and notes on what that was, to be read after its name."""
    # All of IPython's syntax is ASCII, and so is what replaces it: the encoding of the rest plays no part.
    text = content.removeprefix(_UTF8_BOM).decode("latin-1").replace("\r\n", "\n").replace("\r", "\n")
    plain = neutralise_module(text)
    if plain.code == text:
        return content, ()
    notes = []
    if plain.shell:
        notes.append(f"has shell commands (such as {quoted(plain.shell[0])}); they are not run")
    if plain.magics:
        names = ", ".join(quoted(magic, 30) for magic in sorted(set(plain.magics))[:_LISTED])
        notes.append(f"has magics that do nothing when it is graded: {names}")
    return plain.code.encode("latin-1"), tuple(notes)


def _parse(content: bytes) -> Json:
    encoding = wide_encoding(content)
    if encoding:
        raise _UnusableError(f"looks like {encoding}: save it as UTF-8")
    if not content.strip():
        raise _UnusableError("is empty: hand in the notebook with your solution")
    try:
        text = content.removeprefix(_UTF8_BOM).decode()
    except UnicodeDecodeError as error:
        raise _UnusableError(f"is not UTF-8: byte {error.start} is wrong; save it again in Jupyter") from error
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise _UnusableError(_damage(text, error)) from error
    except (RecursionError, ValueError) as error:  # too deep, or a number of thousands of digits
        raise _UnusableError("is not a notebook as Jupyter writes it: save it again in Jupyter") from error
    if not isinstance(document, dict):
        raise _UnusableError("is JSON, but not a notebook: hand in the .ipynb file itself")
    return document


def _damage(text: str, error: json.JSONDecodeError) -> str:
    conflict = _CONFLICT.search(text)
    if conflict:
        line = text.count("\n", 0, conflict.start()) + 1
        return f"has a merge conflict in line {line}: resolve it and save the notebook again"
    where = f"line {error.lineno}, column {error.colno}"
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return f"ends in the middle ({where}): it was not saved or copied whole, so hand it in again"
    return f"is damaged at {where}: restore a copy or save it again in Jupyter"


def _require_python(document: Json) -> None:
    metadata = _mapping(document.get("metadata"))
    named = (_mapping(metadata.get("kernelspec")).get("language"), _mapping(metadata.get("language_info")).get("name"))
    language = next((name for name in named if isinstance(name, str) and name), "python")
    if language.casefold() not in {"python", "python3", "ipython", "python2"}:
        raise _UnusableError(f"is a notebook for {quoted(language, 30)}: hand in one for Python")


def _raw_cells(document: Json) -> list[Json]:
    listed = document.get("cells")
    if listed is None:  # format 3: the cells lie in worksheets
        sheets = document.get("worksheets")
        sheets = sheets if isinstance(sheets, list) else []
        parts = [_mapping(sheet).get("cells") for sheet in sheets]
        listed = [cell for part in parts if isinstance(part, list) for cell in part]
    if not isinstance(listed, list) or not ("cells" in document or "worksheets" in document):
        raise _UnusableError("is JSON, but not a notebook: hand in the .ipynb file itself")
    return [_mapping(cell) for cell in listed]


def _cell(raw: Json) -> Cell | None:
    """A cell with its text in valid Unicode and line feeds; None where it has none."""
    source = raw.get("source", raw.get("input"))
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        return None
    text = source.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n")
    match raw.get("cell_type"):
        case "code" if text.lstrip().startswith(CHECK_CELL):
            return Cell(CellKind.RAW, text)  # which nothing runs
        case "code":
            return Cell(CellKind.CODE, text)
        case "markdown" | "heading":
            return Cell(CellKind.MARKDOWN, text)
        case _:
            return Cell(CellKind.RAW, text)


def _format_notes(document: Json, raw: Sequence[Json]) -> Iterator[str]:
    version = (_number(document.get("nbformat"), 4), _number(document.get("nbformat_minor"), 0))
    if version[0] < _IDS_SINCE[0]:
        yield f"is in the old format {version[0]}, which was read anyway"
    metadata = document.get("metadata")
    if not isinstance(metadata, dict):
        yield "has no metadata; it was read as a Python notebook"
    kernel = _mapping(_mapping(metadata).get("kernelspec")).get("name")
    if isinstance(kernel, str) and kernel not in _USUAL_KERNELS:
        made = f"was made with the kernel {quoted(kernel, 30)}"
        yield f"{made}; it is run with Python 3 and what the course has installed"
    ids = [cell.get("id") for cell in raw]
    if version >= _IDS_SINCE:
        missing = sum(not isinstance(each, str) for each in ids)
        if missing:
            yield f"has {missing} cells without an id; they were given one"
    repeated = sum(count - 1 for count in Counter(each for each in ids if isinstance(each, str)).values())
    if repeated:
        yield f"has {repeated} cells with the id of another; they were given their own"
    unreadable = [number for number, cell in enumerate(raw, 1) if _cell(cell) is None]
    if unreadable:
        yield f"has no readable source in {cells_listed(unreadable)}; left out"


def _order_notes(raw: Sequence[Json]) -> Iterator[str]:
    counts = [cell.get("execution_count", cell.get("prompt_number")) for cell in raw if cell.get("cell_type") == "code"]
    executed = [count for count in counts if isinstance(count, int)]
    if executed != sorted(executed):
        yield "was last run in a different order from that of its cells; it is graded from top to bottom"


def _syntax_notes(plain: Mapping[int, PlainCode]) -> Iterator[str]:
    shell = [number for number, cell in plain.items() if cell.shell]
    if shell:
        first = next(cell.shell[0] for cell in plain.values() if cell.shell)
        yield f"has shell commands in {cells_listed(shell)} (such as {quoted(first)}); they are not run"
    magics = sorted({magic for cell in plain.values() for magic in cell.magics})
    if magics:
        where = cells_listed([number for number, cell in plain.items() if cell.magics])
        names = ", ".join(quoted(magic, 30) for magic in magics[:_LISTED])
        yield f"has magics in {where} that do nothing when it is graded: {names}"


def cells_listed(numbers: Sequence[int]) -> str:
    """Cells by their number, counted from the top: `cell 3`, `cells 3, 4 and 9`, `cells 1, 2, 3 and 40 more`."""
    if len(numbers) == 1:
        return f"cell {numbers[0]}"
    first = [str(number) for number in numbers[:_LISTED]]
    more = len(numbers) - len(first)
    *head, last = [*first, f"{more} more"] if more else first
    return f"cells {', '.join(head)} and {last}"


def _mapping(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def _number(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) else otherwise
