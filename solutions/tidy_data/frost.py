"""Reference for Task 3.2. Trusted side; never handed out."""

import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.svm import SVC

NUMBERS = ["pressure", "humidity", "cloud"]
WORDS = ["ground"]


def make_model(random_state: int = 0) -> Pipeline:
    """Returns a model that has learnt nothing yet: columns are filled and scaled, words become columns, then an SVM."""
    numbers = make_pipeline(SimpleImputer(), StandardScaler())
    words = OneHotEncoder(handle_unknown="ignore")
    columns = make_column_transformer((numbers, NUMBERS), (words, WORDS))
    return make_pipeline(columns, SVC(random_state=random_state))


def predict_frost(train: pd.DataFrame, test: pd.DataFrame, random_state: int = 0) -> pd.Series:
    """Returns for each row of `test` whether a model that learnt from `train` expects frost."""
    model = make_model(random_state)
    model.fit(train[NUMBERS + WORDS], train["frost"])
    return pd.Series(model.predict(test[NUMBERS + WORDS]), index=test.index, name="frost")
