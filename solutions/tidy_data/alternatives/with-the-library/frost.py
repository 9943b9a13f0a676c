import numpy as np
import pandas as pd
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.impute import KNNImputer, SimpleImputer
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, RobustScaler

NUMBERS = ["pressure", "humidity", "cloud"]
WORDS = ["ground"]


def texts(table):
    return table.astype(object).where(table.notna(), "missing").astype(str)


def make_model(random_state=0):
    numbers = make_pipeline(RobustScaler(), KNNImputer())
    words = make_pipeline(FunctionTransformer(texts), OneHotEncoder(handle_unknown="ignore", sparse_output=False))
    return make_pipeline(
        make_column_transformer((numbers, NUMBERS), (words, WORDS)), KNeighborsClassifier(n_neighbors=9)
    )


def predict_frost(train, test, random_state=0):
    model = make_model(random_state)
    model.fit(train, train["frost"].to_numpy())
    found = test[[]].copy()
    found["frost"] = model.predict(test)
    return found["frost"]
