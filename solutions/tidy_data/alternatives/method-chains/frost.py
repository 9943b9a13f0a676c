import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OrdinalEncoder

NUMBERS = ["pressure", "humidity", "cloud"]
WORDS = ["ground"]


def make_model(random_state=0):
    words = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1, encoded_missing_value=-2)
    columns = ColumnTransformer([("numbers", SimpleImputer(strategy="median"), NUMBERS), ("words", words, WORDS)])
    return Pipeline([("columns", columns), ("forest", RandomForestClassifier(50, random_state=random_state))])


def predict_frost(train, test, random_state=0):
    model = make_model(random_state).fit(train[NUMBERS + WORDS], train["frost"])
    return pd.Series(model.predict(test[NUMBERS + WORDS]), test.index, name="frost").astype("boolean")
