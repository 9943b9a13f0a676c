"""Hidden tests of Task 3.2. Trusted side. Any good classifier is right: asked for is how often its predictions are.

Where a known mistake stands in for the reference and its predictions are no good, those of the student have to be
wrong in the same rows.
"""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hidden_tests.helpers import left_alone
from numpy.typing import NDArray

from grader.exam import check, method, remembered

pytestmark = [pytest.mark.task("3.2"), pytest.mark.pure]

FEATURES = ["pressure", "humidity", "cloud", "ground"]
GROUNDS = np.array(["grass", "rock", "sand"], dtype=object)
ENOUGH = 0.8
"""Of the predictions have to be right. The reference has 0.93, a single tree 0.87; without scales or the ground it is
below 0.75, and half of the rows have frost."""
ALIKE = 0.97
TOO_FEW = "Too few predictions are right: at least four of five should be."


def days_of(rng: np.random.Generator, size: int = 240) -> pd.DataFrame:
    """Evenings with and without frost, equally many as a rule: on sand the more, and damp and clear ones.

    Pressure says nothing.
    """
    damp, clear, pressure = rng.normal(size=(3, size))
    ground = rng.integers(0, 3, size)
    frost = 1.5 * damp + 1.5 * clear + 3.0 * (ground - 1.0) + 0.3 * rng.normal(size=size) > 0.0
    table = pd.DataFrame({
        "pressure": np.round(101_325.0 + 800.0 * pressure),
        "humidity": np.round(70.0 + 8.0 * damp, 1),
        "cloud": np.round(4.0 - 1.5 * clear, 1),
        "ground": GROUNDS[ground],
        "frost": frost,
    })  # fmt: skip
    return table.set_index(pd.Index(rng.permutation(5 * size)[:size]))


def with_gaps(rng: np.random.Generator, table: pd.DataFrame) -> pd.DataFrame:
    """The same, where many pressures are missing, and some humidities and grounds."""
    size = len(table)
    table = table.copy()
    for column, every in (("pressure", 3), ("humidity", 12), ("ground", 12)):
        table.loc[table.index[rng.permutation(size)[: size // every]], column] = None if column == "ground" else np.nan
    return table


@remembered
def expected_of(reference: Any, train: pd.DataFrame, test: pd.DataFrame) -> NDArray[np.bool_]:
    """What the reference predicts, or a known mistake."""
    return np.asarray(reference.predict_frost(train, test).to_numpy(bool))


def predicted(found: Any, theirs: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The predictions of the student, if there are as many as the reference has."""
    __tracebackhide__ = True
    check.true(isinstance(found, pd.Series), "predict_frost should return a Series.")
    check.true(len(found) == len(theirs), "There should be one prediction for each row of test.")
    check.true(pd.api.types.is_bool_dtype(found.dtype), "Predictions should be bools.")
    return np.asarray(found.to_numpy(bool))


def good(found: NDArray[np.bool_], theirs: NDArray[np.bool_], right: Any) -> None:
    """Requires enough right predictions; where a mistake stands in that has too few, the same ones."""
    __tracebackhide__ = True
    if len(theirs) == len(right) and np.mean(theirs == right) >= ENOUGH:
        check.true(np.mean(found == right) >= ENOUGH, TOO_FEW)
    else:
        check.true(np.mean(found == theirs) >= ALIKE, TOO_FEW)


def compare(student: Any, reference: Any, train: pd.DataFrame, test: pd.DataFrame) -> None:
    """Requires that the student's predictions of a table are good."""
    __tracebackhide__ = True
    theirs = expected_of(reference, train, test)
    good(predicted(student.predict_frost(train, test), theirs), theirs, test["frost"].to_numpy())


def both_of(
    student: Any, reference: Any, train: pd.DataFrame, tests: list[pd.DataFrame]
) -> tuple[list[NDArray[np.bool_]], list[NDArray[np.bool_]]]:
    """The predictions of several tables, the student's and the reference's."""
    __tracebackhide__ = True
    theirs = [expected_of(reference, train, test) for test in tests]
    pairs = zip(tests, theirs, strict=True)
    return [predicted(student.predict_frost(train, test), them) for test, them in pairs], theirs


@pytest.mark.points(4)
def test_model(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """make_model gives a new model each time, which can learn and is right about evenings that it has not seen."""
    train, test = days_of(rng), days_of(rng)
    model, other, theirs = student.make_model(), student.make_model(), reference.make_model()
    method(model, "fit")(train[FEATURES], train["frost"])
    method(other, "fit")(train[FEATURES], ~train["frost"])
    theirs.fit(train[FEATURES], train["frost"])
    found = check.items(method(model, "predict")(test[FEATURES]), len(test), "what the model predicts")
    said = np.array([isinstance(each, bool | np.bool_) and bool(each) for each in found])
    good(said, theirs.predict(test[FEATURES]), test["frost"].to_numpy())


@pytest.mark.points(4)
def test_predictions(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """predict_frost is right about evenings that it has not seen."""
    for _ in range(2):
        compare(student, reference, days_of(rng), days_of(rng))


@pytest.mark.points(2)
@pytest.mark.needs("test_predictions")
def test_labels(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Predictions are a Series called frost, labelled as the rows of test."""
    train, test = days_of(rng), days_of(rng, 60)
    found, theirs = (module.predict_frost(train, test, random_state=5) for module in (student, reference))
    predicted(found, theirs.to_numpy(bool))
    check.frame(found.index, theirs.index, "the index of predict_frost(train, test)")
    check.equal(found.name, theirs.name, "the name of predict_frost(train, test)")


@pytest.mark.points(3)
@pytest.mark.needs("test_predictions")
def test_missing_values(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Rows in which something is missing are learnt from and predicted."""
    compare(student, reference, with_gaps(rng, days_of(rng)), with_gaps(rng, days_of(rng)))


@pytest.mark.points(2)
@pytest.mark.needs("test_predictions")
def test_unknown_ground(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Rows on a ground that was never learnt are predicted too."""
    train, test = days_of(rng), days_of(rng)
    test.loc[test.index[::12], "ground"] = "ice"
    compare(student, reference, train, test)


@pytest.mark.points(3)
@pytest.mark.needs("test_predictions")
def test_each_row_by_itself(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """What is predicted of a row depends on no other row of test."""
    train, test = days_of(rng), days_of(rng, 60)
    odd = days_of(rng, 30).assign(pressure=250_000.0, humidity=0.0, cloud=80.0)
    more = pd.concat([test, odd.set_index(odd.index + 10_000)])
    mine, theirs = both_of(student, reference, train, [test, more])
    sentence = "Predictions should not change with the other rows of test."
    same = [bool((alone == among[: len(alone)]).all()) for alone, among in (mine, theirs)]
    check.true(same[0] == same[1], sentence)
    check.true(same[1] or np.mean(mine[1] == theirs[1]) >= ALIKE, sentence)


@pytest.mark.points(1)
@pytest.mark.needs("test_predictions")
def test_answers_are_not_looked_at(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """What is predicted does not depend on the answers in test."""
    train, test = days_of(rng), days_of(rng, 200)
    turned = test.assign(frost=~test["frost"])
    mine, theirs = both_of(student, reference, train, [test, turned])
    same = [bool((one == other).all()) for one, other in (mine, theirs)]
    check.true(same[0] == same[1], "Predictions should not change with the answers in test.")


@pytest.mark.points(1)
@pytest.mark.needs("test_predictions")
def test_tables_are_left_alone(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Neither table is changed."""
    train, test = days_of(rng, 80), days_of(rng, 20)
    predicted(student.predict_frost(train, test), expected_of(reference, train, test))
    left_alone(student.predict_frost, [train, test])
