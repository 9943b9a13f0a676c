"""Task 5: reading and writing files."""

from collections.abc import Mapping


def read_scores(path: str) -> dict[str, list[int]]:
    """Reads lines like `Ada: 12 15` and returns the numbers of each name, in the order of the file.

    Passes over empty lines and those that begin with `#`. Raises ValueError with the number of the line, counted from
    1, if any other line has no colon or has something else than whole numbers after it.
    """
    raise NotImplementedError


def write_report(scores: Mapping[str, list[int]], path: str) -> None:
    """Writes lines like `Ada: 15.0`, the best mean first and equal ones in alphabetical order of the names.

    Leaves out names without numbers.
    """
    raise NotImplementedError
