"""Hidden tests of Task 2.1. Trusted side. Stations stand in another order than readings."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hidden_tests.helpers import CODES, left_alone, readings_of, refused

from grader.exam import check

pytestmark = [pytest.mark.task("2.1"), pytest.mark.pure]

WHAT = "join_stations(readings, stations)"


def stations_of(rng: np.random.Generator, codes: list[str | None]) -> pd.DataFrame:
    """What is known of these stations."""
    return pd.DataFrame({
        "station": np.array(codes, dtype=object),
        "name": np.array([f"Station {number}" for number in rng.permutation(100)[: len(codes)]], dtype=object),
        "height": rng.permutation(900)[: len(codes)],
    })  # fmt: skip


def compare(student: Any, reference: Any, readings: pd.DataFrame, stations: pd.DataFrame) -> None:
    """Compares the joined tables, whatever the order of their rows: a column with gaps may hold other numbers."""
    __tracebackhide__ = True
    found, expected = student.join_stations(readings, stations), reference.join_stations(readings, stations)
    check.frame(found, expected, WHAT, ignore=("row order", "index", "dtypes"))


@pytest.mark.points(2)
def test_join(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Every reading stands beside the name and the height of its station."""
    for codes in (CODES, CODES[1:3], CODES[1:3]):  # also other readings in tables of the same size
        compare(student, reference, readings_of(rng, codes), stations_of(rng, rng.permutation(codes).tolist()))


@pytest.mark.points(1)
def test_order(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Readings keep their order, and are labelled from 0."""
    readings, stations = readings_of(rng, CODES), stations_of(rng, rng.permutation(CODES).tolist())
    readings.index = pd.Index(rng.permutation(200)[: len(readings)])
    check.frame(
        student.join_stations(readings, stations), reference.join_stations(readings, stations), WHAT, ignore=("dtypes",)
    )


@pytest.mark.points(2)
def test_readings_of_unknown_stations(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Readings whose station is unknown are kept, without a name and a height."""
    compare(student, reference, readings_of(rng, CODES), stations_of(rng, CODES[1:4]))


@pytest.mark.points(1)
def test_stations_known_in_part(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """A station whose height nobody knows has a name all the same, and the other way round."""
    readings, stations = readings_of(rng, CODES), stations_of(rng, rng.permutation(CODES).tolist())
    stations.loc[1, "name"] = None
    stations["height"] = stations["height"].mask(stations.index == 3)
    compare(student, reference, readings, stations)


@pytest.mark.points(1)
def test_stations_without_readings(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """A station that no reading is from adds no row."""
    compare(student, reference, readings_of(rng, CODES[:3]), stations_of(rng, [*CODES, "LON"]))


@pytest.mark.points(2)
def test_code_of_two_stations(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """A code that two stations have raises ValueError, also if no reading has it."""
    readings = readings_of(rng, CODES[:3])
    compare(student, reference, readings, stations_of(rng, CODES[:3]))
    for twice in ("BER", "LON"):
        given = readings, stations_of(rng, [*CODES[:3], "LON", twice])
        mine, theirs = refused(student.join_stations, *given), refused(reference.join_stations, *given)
        check.true(mine == theirs, "Two stations with the same code should raise ValueError.")


@pytest.mark.points(1)
def test_missing_codes(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """A reading without a code belongs to no station, even if some stations have no code."""
    readings = readings_of(rng, CODES[:3])
    readings.loc[[1, 4, 8], "station"] = None
    compare(student, reference, readings, stations_of(rng, [*CODES[:3], None]))


@pytest.mark.points(1)
def test_stations_without_codes(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Several stations may be without a code: that is no code that they share."""
    readings = readings_of(rng, CODES[:3])
    compare(student, reference, readings, stations_of(rng, [None, *CODES[:3], None]))


@pytest.mark.points(1)
def test_notes(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """A column that both tables have is there twice, and says whose it is."""
    readings, stations = readings_of(rng, CODES), stations_of(rng, CODES)
    words = np.array(["new sensor", "moved", "in the shade"], dtype=object)
    readings["note"] = words[rng.integers(0, 3, len(readings))]
    stations["note"] = words[rng.integers(0, 3, len(stations))]
    compare(student, reference, readings, stations)


@pytest.mark.points(2)
def test_unknown_stations(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Codes without a station, each once and in alphabetical order; a missing code is none."""
    readings = readings_of(rng, CODES)
    readings.loc[[0, 5], "station"] = None
    for codes in (["OSL", "LON"], ["NA", "MAD"], ["BER"], [*CODES, "LON"]):
        given = readings, stations_of(rng, [*codes])
        check.equal(student.unknown_stations(*given), reference.unknown_stations(*given), "the unknown stations")


@pytest.mark.points(1)
def test_tables_are_left_alone(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Neither function changes the tables that it is given."""
    readings, stations = readings_of(rng, CODES), stations_of(rng, CODES[1:])
    readings.index = pd.Index(rng.permutation(200)[: len(readings)])
    compare(student, reference, readings, stations)
    for call in (student.join_stations, student.unknown_stations):
        left_alone(call, [readings, stations])
