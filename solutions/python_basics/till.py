"""Reference for Task 6. Trusted side; never handed out."""

import sys
from collections.abc import Iterable


def receipt(lines: Iterable[str]) -> tuple[list[str], list[str]]:
    """Returns what is printed, and the lines that cannot be read."""
    printed, unread, total = [], [], 0.0
    for line in filter(None, map(str.strip, lines)):
        try:
            number, name, price = line.split()
            cost = int(number) * float(price)
        except ValueError:
            unread.append(line)
        else:
            total += cost
            printed.append(f"{name}: {cost:.2f}")
    return [*printed, f"Total: {total:.2f}"], unread


def main() -> int:
    """Reads, prints, writes, and returns the exit status."""
    printed, unread = receipt(sys.stdin)
    text = "".join(f"{line}\n" for line in printed)
    sys.stdout.write(text)
    for line in unread:
        sys.stderr.write(f"Cannot read: {line}\n")
    if len(sys.argv) > 1:
        with open(sys.argv[1], "w", encoding="utf-8") as file:  # noqa: PTH123 # as students are taught it
            file.write(text)
    return 1 if unread else 0


if __name__ == "__main__":
    sys.exit(main())
