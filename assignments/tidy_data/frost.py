"""Task 3.2: will there be frost?"""

import pandas as pd
from sklearn.pipeline import Pipeline

NUMBERS = ["pressure", "humidity", "cloud"]
WORDS = ["ground"]


def make_model(random_state: int = 0) -> Pipeline:
    """Returns a model of scikit-learn, not fitted yet, that takes a table with these four columns.

    Whatever in it draws random numbers gets the random state.
    """
    raise NotImplementedError


def predict_frost(train: pd.DataFrame, test: pd.DataFrame, random_state: int = 0) -> pd.Series:
    """Returns a bool for each row of test, as a Series called frost with the labels of test.

    The model learns from train, which has a column frost, and from nothing else.
    """
    raise NotImplementedError
