import numpy as np
import pandas as pd

MISSING = ["-", "n/a", ""]


def read_readings(path):
    def degrees(text):
        text = text.strip()
        if text in MISSING:
            return np.nan
        value = float(text.rstrip("CF").rstrip("°").replace(",", "."))
        return value if text[-1] == "C" else round((value - 32) * 5 / 9, 12)

    def rain(text):
        return np.nan if text.strip() in MISSING else float(text.replace(",", "."))

    table = pd.read_csv(
        path, sep=";", comment="#", encoding="utf-8", keep_default_na=False,
        converters={"temperature": degrees, "rain": rain, "station": lambda code: code.strip().upper() or None},
    )
    table["date"] = pd.to_datetime(table["date"].astype(str).str.strip(), format="%d.%m.%Y", errors="coerce")
    table.drop_duplicates(inplace=True)
    table.reset_index(drop=True, inplace=True)
    return table
