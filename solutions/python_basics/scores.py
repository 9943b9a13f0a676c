"""Reference for Task 5. Trusted side; never handed out."""

from collections.abc import Mapping


def read_scores(path: str) -> dict[str, list[int]]:
    """Reads lines like `Ada: 12 15` and returns the numbers of each name, in the order of the file."""
    scores: dict[str, list[int]] = {}
    with open(path, encoding="utf-8") as lines:  # noqa: PTH123 # as students are taught it
        for number, line in enumerate(lines, start=1):
            if line.strip() and not line.startswith("#"):
                name, numbers = parse_line(line, number)
                scores.setdefault(name, []).extend(numbers)
    return scores


def parse_line(line: str, number: int) -> tuple[str, list[int]]:
    """Returns the name and the numbers of a line; raises ValueError if there is something else."""
    name, colon, numbers = line.partition(":")
    try:
        if colon:
            return name.strip(), [int(each) for each in numbers.split()]
    except ValueError:
        pass
    raise ValueError(f"line {number} cannot be read")


def write_report(scores: Mapping[str, list[int]], path: str) -> None:
    """Writes lines like `Ada: 15.0`, the best mean first and equal ones in alphabetical order of the names."""
    means = {name: sum(numbers) / len(numbers) for name, numbers in scores.items() if numbers}
    with open(path, "w", encoding="utf-8") as report:  # noqa: PTH123 # as students are taught it
        names = sorted(means, key=lambda name: (-means[name], name))
        report.writelines(f"{name}: {means[name]:.1f}\n" for name in names)
