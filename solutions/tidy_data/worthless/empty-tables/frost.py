"""The same answer to everything, with all labels right."""
import pandas as pd
from sklearn.dummy import DummyClassifier

NUMBERS = ["pressure", "humidity", "cloud"]
WORDS = ["ground"]


def make_model(random_state=0):
    return DummyClassifier()


def predict_frost(train, test, random_state=0):
    return pd.Series(False, index=test.index, name="frost")
