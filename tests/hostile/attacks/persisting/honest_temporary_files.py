# /// attack
# title = "Uses temporary folders and its home as a program should"
# ///
import os
import pathlib
import tempfile


def double(x):
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "a").write_text("2.0")
        pathlib.Path(os.path.expanduser("~"), ".mine").write_text("2.0")
        return float(pathlib.Path(folder, "a").read_text()) * x
