import pandas as pd
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression

NUMBERS = ["pressure", "humidity", "cloud"]
WORDS = ["ground"]


class Model(ClassifierMixin, BaseEstimator):
    def __init__(self, random_state=0):
        self.random_state = random_state

    def fit(self, table, answers):
        self.means_ = table[NUMBERS].mean()
        self.scales_ = table[NUMBERS].std()
        self.grounds_ = sorted(table["ground"].dropna().unique())
        self.classes_ = [False, True]
        self.inner_ = LogisticRegression(random_state=self.random_state).fit(self.prepared(table), answers)
        return self

    def prepared(self, table):
        result = (table[NUMBERS].fillna(self.means_) - self.means_) / self.scales_
        for ground in self.grounds_:
            result[ground] = [float(each == ground) for each in table["ground"]]
        return result.to_numpy()

    def predict(self, table):
        return self.inner_.predict(self.prepared(table))


def make_model(random_state=0):
    return Model(random_state)


def predict_frost(train, test, random_state=0):
    model = make_model(random_state).fit(train, train["frost"])
    answers = {}
    for label, answer in zip(test.index, model.predict(test)):
        answers[label] = bool(answer)
    return pd.Series(answers, name="frost")
