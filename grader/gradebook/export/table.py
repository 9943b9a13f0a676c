"""A table of comma-separated values in which single cells change and every other byte stays. Trusted side; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARK = "\ufeff"
UTF16 = b"\xff\xfe"
"""The first bytes of files in UTF-16, such as those of Blackboard."""
_SEPARATORS = (",", ";", "\t")


@dataclass
class Row:
    """The cells of one row as written, with quotes, and the line end."""

    cells: list[str]
    end: str


class CsvTable:
    """A table whose first row names its columns; `separator` is what separates its cells."""

    def __init__(self, content: bytes) -> None:
        """Reads it, whatever it contains: what is not UTF-8 is kept as it was too."""
        self._utf16 = content.startswith(UTF16)
        text = content[len(UTF16) :].decode("utf-16-le", "surrogatepass") if self._utf16 else _utf8(content)
        self._mark = _MARK if text.startswith(_MARK) else ""
        text = text.removeprefix(_MARK)
        first = text.split("\n", 1)[0]
        self.separator = max(_SEPARATORS, key=first.count)
        self.rows = list(_rows(text, self.separator))

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return [value_of(cell).strip() for cell in self.rows[0].cells] if self.rows else []

    def value(self, row: int, column: int) -> str:
        """What a cell says; empty if the row is too short."""
        cells = self.rows[row].cells
        return value_of(cells[column]).strip() if column < len(cells) else ""

    def put(self, row: int, column: int, value: str) -> None:
        """Writes a cell; a row that is too short is extended."""
        cells = self.rows[row].cells
        cells.extend([""] * (column + 1 - len(cells)))
        quoted = any(char in value for char in (self.separator, '"', "\n", "\r"))
        cells[column] = '"{}"'.format(value.replace('"', '""')) if quoted else value

    def content(self) -> bytes:
        """The table as a file."""
        lines = (self.separator.join(row.cells) + row.end for row in self.rows)
        text = self._mark + "".join(lines)
        return (
            UTF16 + text.encode("utf-16-le", "surrogatepass")
            if self._utf16
            else text.encode("utf-8", "surrogateescape")
        )


def _utf8(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape")


def value_of(cell: str) -> str:
    """What a cell says, as it is written."""
    quoted = len(cell) > 1 and cell.startswith('"') and cell.endswith('"')
    return cell[1:-1].replace('""', '"') if quoted else cell


def _rows(text: str, separator: str) -> Iterator[Row]:
    mark = re.escape(separator)
    cell = re.compile(rf'("(?:[^"]|"")*"(?={mark}|[\r\n]|\Z)|[^{mark}\r\n]*)({mark}|\r\n|\r|\n|\Z)')
    cells: list[str] = []
    position = 0
    while position < len(text) or cells:
        found = cell.match(text, position)
        if found is None:  # no text does not match: the second alternative takes all, or nothing before an end
            raise ValueError(text[position:])
        position = found.end()
        cells.append(found[1])
        if found[2] != separator:
            yield Row(cells, found[2])
            cells = []
