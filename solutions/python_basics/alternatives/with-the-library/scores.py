import re
from collections import defaultdict
from pathlib import Path
from statistics import mean

LINE = re.compile(r"\s*(.*?)\s*:((?:\s*\d+\b)*)\s*")


def read_scores(path):
    found = defaultdict(list)
    for number, line in enumerate(Path(path).read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"{path}:{number}: {line!r}")
        found[match[1]] += map(int, match[2].split())
    return dict(found)


def write_report(scores, path):
    rows = sorted((-mean(numbers), name) for name, numbers in scores.items() if numbers)
    Path(path).write_text("\n".join(f"{name}: {-value:.1f}" for value, name in rows))
