"""My solution of Task 3.2: one pipeline that is fitted to the rows to learn from."""

import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.svm import SVC

FEATURES = ["pressure", "humidity", "cloud", "ground"]


def make_model(random_state=0):
    numbers = Pipeline([("fill", SimpleImputer(strategy="median")), ("scale", StandardScaler())])
    prepared = ColumnTransformer(
        [("numbers", numbers, FEATURES[:3]), ("ground", OneHotEncoder(handle_unknown="ignore"), FEATURES[3:])]
    )
    return Pipeline([("prepare", prepared), ("decide", SVC(C=10.0, random_state=random_state))])


def predict_frost(train, test, random_state=0):
    model = make_model(random_state).fit(train[FEATURES], train["frost"])
    expected = model.predict(test[FEATURES])
    return pd.Series(list(expected), index=test.index, name="frost", dtype=bool)
