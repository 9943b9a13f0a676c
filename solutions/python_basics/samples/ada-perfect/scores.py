"""My solution of Task 5."""

import statistics
from pathlib import Path


def read_scores(path):
    scores = {}
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, colon, rest = line.partition(":")
        try:
            points = [int(each) for each in rest.split()]
        except ValueError:
            points = None
        if points is None or not colon:
            raise ValueError(f"line {number} of {path} is no line of scores")
        scores.setdefault(name.strip(), []).extend(points)
    return scores


def write_report(scores, path):
    means = [(-statistics.fmean(points), name) for name, points in scores.items() if points]
    with Path(path).open("w", encoding="utf-8") as report:
        report.writelines(f"{name}: {-mean:.1f}\n" for mean, name in sorted(means))
