"""What an honest submission needs, one function each. Runs in a guest only; the host reads this file as text."""

import importlib
import io
import os
import random
import tempfile
import threading
import time
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np


def compute() -> bool:
    """NumPy computes."""
    matrix = np.random.default_rng(0).normal(size=(120, 120))
    return bool(np.allclose(matrix @ np.linalg.inv(matrix), np.eye(120), atol=1e-8))


def draw() -> bool:
    """Matplotlib draws formulas and writes a PNG file."""
    figure, axes = plt.subplots()
    axes.plot([1, 2, 3], [1, 10, 100], label=r"$\frac{a}{b} \leq c$")
    axes.set_yscale("log")
    axes.set_title(r"$\sum_i x_i^2$")
    axes.legend()
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    figure.savefig("figure.png")
    plt.close(figure)
    return buffer.getvalue().startswith(b"\x89PNG") and Path("figure.png").stat().st_size > 0


def run_threads() -> bool:
    """Threads run and end."""
    seen: list[int] = []
    threads = [threading.Thread(target=seen.append, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(seen) == list(range(8))


def import_more() -> bool:
    """Libraries that are not loaded yet can be imported."""
    modules = ("sqlite3", "decimal", "xml.etree.ElementTree", "csv", "unittest.mock", "numpy.polynomial",
               "matplotlib.animation", "mpl_toolkits.mplot3d", "concurrent.futures")  # fmt: skip
    return all(importlib.import_module(name) for name in modules)


def keep_files() -> bool:
    """Files in the scratch directory can be written, read, renamed and removed."""
    with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile() as file:
        file.write(b"x")
        Path(folder, "a.txt").write_text("kept")
        Path(folder, "a.txt").rename(Path(folder, "b.txt"))
        return Path(folder, "b.txt").read_text() == "kept"


def tell_time() -> bool:
    """Clocks run, and randomness is available."""
    started = time.perf_counter()
    time.sleep(0.001)
    return time.perf_counter() > started and len(os.urandom(8)) == 8 and 0 <= random.random() < 1  # noqa: PLR2004, S311
