"""Hidden tests of Task 1.1. Trusted side. Each file has one difficulty.

Where dates are not asked for, day and month are equal.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hidden_tests.helpers import CODES

from grader.exam import check, write_files

pytestmark = pytest.mark.task("1.1")

HEAD = "# export of the stations\nstation;date;temperature;rain\n"
SAME = ["01.01.2024", "02.02.2024", "03.03.2024", "05.05.2024", "11.11.2023", "12.12.2023"]
Row = tuple[str, str, str, str]


def comma(value: float) -> str:
    """A number with a decimal comma."""
    return f"{value:.1f}".replace(".", ",")


def rows_of(rng: np.random.Generator, unit: str = "°C") -> list[Row]:
    """A row for each station, in which nothing is missing."""
    warm, rain = rng.uniform(1.0, 30.0, len(CODES)), rng.uniform(0.1, 40.0, len(CODES))
    codes, days = rng.permutation(CODES).tolist(), rng.permutation(SAME).tolist()
    return [
        (code, day, f"{comma(degrees)} {unit}", comma(water))
        for code, day, degrees, water in zip(codes, days, warm, rain, strict=False)
    ]


def compare(student: Any, reference: Any, place: Path, rows: list[Row], ignore: tuple[str, ...] = ()) -> None:
    """Both read a file with these rows."""
    __tracebackhide__ = True
    text = HEAD + "".join(";".join(row) + "\n" for row in rows)
    (place / "export.csv").write_text(text, encoding="utf-8")
    write_files(student, {"export.csv": text})
    expected = reference.read_readings(str(place / "export.csv"))
    check.frame(student.read_readings("export.csv"), expected, "the table", ignore=ignore)


@pytest.mark.points(2)
def test_plain_rows(student: Any, reference: Any, rng: np.random.Generator, tmp_path: Path) -> None:
    """Four columns of their own kinds, from a file without difficulties."""
    compare(student, reference, tmp_path, [row for row in rows_of(rng) if row[0] != "NA"])


@pytest.mark.points(3)
def test_dates(student: Any, reference: Any, rng: np.random.Generator, tmp_path: Path) -> None:
    """The day comes before the month, and what is no date is missing."""
    plain = [row for row in rows_of(rng) if row[0] != "NA"]
    plain.append(("LON", SAME[0], "7,5 °C", "0,5"))
    # By the first one, pandas guesses the form of all where it is not told: this may be a month and a day as well.
    days = ["11.03.2024", *rng.permutation(["01.02.2024", "25.12.2023", "31.02.2024", ""]).tolist()]
    rows = [(code, day, *rest) for (code, _, *rest), day in zip(plain, days, strict=True)]
    compare(student, reference, tmp_path, rows)  # type: ignore[arg-type] # four texts


@pytest.mark.points(3)
def test_fahrenheit(student: Any, reference: Any, rng: np.random.Generator, tmp_path: Path) -> None:
    """Degrees Fahrenheit become degrees Celsius; a space before the unit makes no difference."""
    rows = rows_of(rng)[:2] + [(*row[:2], f"{row[2][:-2]}°F", row[3]) for row in rows_of(rng)[2:]]
    rows.append(("LON", SAME[0], f"−{comma(5.5)} °F".replace("−", "-"), "0,5"))
    rows.append(("LON", SAME[1], f"{comma(rng.uniform(40.0, 90.0))}°F", "0,0"))
    compare(student, reference, tmp_path, [row for row in rows if row[0] != "NA"])


@pytest.mark.points(2)
def test_missing_numbers(student: Any, reference: Any, rng: np.random.Generator, tmp_path: Path) -> None:
    """Numbers that were not measured are missing, and the rows are there."""
    rows = [row for row in rows_of(rng) if row[0] != "NA"]
    for place, sign in enumerate(rng.permutation(["", "-", "n/a"]).tolist()):
        code, day, degrees, rain = rows[place]
        rows[place] = (code, day, sign, rain) if place else (code, day, degrees, sign)
    rows.append(("LON", SAME[0], "-", "n/a"))
    compare(student, reference, tmp_path, rows)


@pytest.mark.points(1)
def test_whole_numbers(student: Any, reference: Any, rng: np.random.Generator, tmp_path: Path) -> None:
    """Rain in whole millimetres stands in the file without a comma, and is a number like any other."""
    rows = [row for row in rows_of(rng) if row[0] != "NA"]
    whole = rng.permutation(40)[: len(rows)].tolist()
    rows = [(*row[:3], str(rain)) for row, rain in zip(rows, whole, strict=True)]
    compare(student, reference, tmp_path, rows, ("dtypes",))  # whole numbers may be of any kind of numbers


@pytest.mark.points(2)
def test_codes(student: Any, reference: Any, rng: np.random.Generator, tmp_path: Path) -> None:
    """Codes are in capitals and without white space around them; one that is empty is missing, and NA is a code."""
    rows = [(code if code == "NA" else f" {code.lower()}  ", *rest) for code, *rest in rows_of(rng)]
    rows.append(("", SAME[0], "7,5 °C", "0,5"))
    compare(student, reference, tmp_path, rows)  # type: ignore[arg-type] # four texts


@pytest.mark.points(1)
def test_twice_the_same(student: Any, reference: Any, rng: np.random.Generator, tmp_path: Path) -> None:
    """Of rows that say the same, however it is written, the first is kept."""
    rows = [row for row in rows_of(rng) if row[0] != "NA"]
    code, day, degrees, rain = rows[0]
    again = [(code, day, degrees.replace(" °C", "°C"), rain), (f"{code.lower()} ", day, degrees, f"{rain}0")]
    other = (code, day, degrees, comma(77.7))
    compare(student, reference, tmp_path, [*rows, *again, rows[1], other])


@pytest.mark.points(1)
def test_no_rows(student: Any, reference: Any, tmp_path: Path) -> None:
    """A file without rows gives a table without rows."""
    compare(student, reference, tmp_path, [], ("dtypes", "index"))
