"""Task 3.2: evenings that are easy to tell apart."""

from types import ModuleType

import pandas as pd

COLUMNS = ["pressure", "humidity", "cloud", "ground"]
COLD = [(101_300 + 30 * n, 80 + n, n % 2, "grass") for n in range(20)]
WARM = [(101_300 + 30 * n, 50 + n, 7 + n % 2, "rock") for n in range(20)]
TRAIN = pd.DataFrame([*COLD, *WARM], columns=COLUMNS).assign(frost=[True] * 20 + [False] * 20)
TEST = pd.DataFrame([(101_500, 90, 0, "grass"), (101_400, 55, 8, "rock")], columns=COLUMNS, index=[7, 9])


def test_model(student: ModuleType) -> None:
    """A model learns and predicts."""
    model = student.make_model()
    model.fit(TRAIN[COLUMNS], TRAIN["frost"])
    assert list(model.predict(TEST)) == [True, False]


def test_predictions(student: ModuleType) -> None:
    """Predictions have the labels of the rows."""
    assert student.predict_frost(TRAIN.copy(), TEST.copy()).to_dict() == {7: True, 9: False}
