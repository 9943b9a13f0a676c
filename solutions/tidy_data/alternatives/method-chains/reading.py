import numpy as np
import pandas as pd


def read_readings(path):
    return (
        pd.read_csv(path, sep=";", comment="#", dtype="string", na_values=["-", "n/a", ""], keep_default_na=False,
                    skipinitialspace=True)
        .assign(
            station=lambda t: t["station"].str.strip().str.upper(),
            date=lambda t: pd.to_datetime(t["date"], dayfirst=True, format="%d.%m.%Y", errors="coerce"),
            unit=lambda t: t["temperature"].str.strip().str[-1],
            temperature=lambda t: pd.to_numeric(
                t["temperature"].str.replace(",", ".").str.replace("[ °CF]", "", regex=True)
            ).astype("Float64"),
            rain=lambda t: pd.to_numeric(t["rain"].str.replace(",", ".")).astype("Float64"),
        )
        .assign(temperature=lambda t: t["temperature"].where(t["unit"].fillna("C") == "C", (t["temperature"] - 32) / 1.8))
        .drop(columns="unit")
        .pipe(lambda t: t[~t.round(9).duplicated()])
        .reset_index(drop=True)
    )
