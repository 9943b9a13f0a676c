"""My solution of Task 3.1: scikit-learn keeps groups together."""

from sklearn.model_selection import GroupShuffleSplit


def split_by_station(table, share=0.25, random_state=0):
    splitter = GroupShuffleSplit(n_splits=1, test_size=share, random_state=random_state)
    learn, judge = next(splitter.split(table, groups=table["station"]))
    return table.iloc[learn], table.iloc[judge]
