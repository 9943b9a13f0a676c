"""Points as platforms write them: with a decimal point or comma, with thousands separators, as the file shows. Pure."""

import re
from collections.abc import Iterable

from msgspec import Struct

from grader.errors import UsageError

_GROUPED = {
    ".": re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?|-?\d+\.\d+"),
    ",": re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?|-?\d+,\d+"),
}


class NumberFormat(Struct, frozen=True):
    """How a file writes numbers: which sign precedes the decimals."""

    decimal: str = "."

    @classmethod
    def of(cls, cells: Iterable[str], separator: str) -> "NumberFormat":
        """Found from the numbers of a file: one that fits only one form decides, or else the file's separator.

        `1,000` is a thousand in a file with commas between cells, and one in a file with semicolons.
        """
        usual = "," if separator == ";" else "."
        found = {
            decimal
            for cell in cells
            for decimal, form in _GROUPED.items()
            if form.fullmatch(cell.strip()) and not _GROUPED["." if decimal == "," else ","].fullmatch(cell.strip())
        }
        return cls(found.pop() if len(found) == 1 else usual)

    def read(self, text: str) -> float:
        """A number of points. Raises UsageError if it is not one."""
        thousands = "," if self.decimal == "." else "."
        plain = text.strip().replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace("'", "")
        try:
            return float(plain.replace(thousands, "").replace(self.decimal, "."))
        except ValueError as error:
            raise UsageError(
                f"The template says {text!r} for the points of the assignment: it takes a number."
            ) from error

    def write(self, points: float) -> str:
        """Points in this form, with two decimals at most and no trailing zeros."""
        return f"{points:.2f}".rstrip("0").rstrip(".").replace(".", self.decimal)
