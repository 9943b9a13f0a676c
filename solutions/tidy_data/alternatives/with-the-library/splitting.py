import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split


def split_by_station(table, share=0.25, random_state=0):
    learnt, judged = train_test_split(pd.unique(table["station"]), test_size=share, random_state=random_state)
    return table.query("station in @learnt"), table.query("station in @judged")
