# /// attack
# title = "Writes a log and temporary files, and reads them again"
# ///
import pathlib
import tempfile


def double(x):
    with open("log.txt", "a") as log:
        log.write("doubling\n" * 1000)
    with tempfile.TemporaryFile() as file:
        file.write(b"2.0")
        file.seek(0)
        factor = float(file.read())
    pathlib.Path("results").mkdir(exist_ok=True)
    pathlib.Path("results", "last.txt").write_text(str(factor))
    return factor * x
