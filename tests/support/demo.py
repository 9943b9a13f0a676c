"""The output of `grader demo` for some samples, once per run for all tests; `--everything` takes all samples."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from grader.cli.launch import run
from grader.gradebook import samples
from grader.gradebook.samples import Sample, read_samples
from tests.support.draw import Draw
from tests.support.loading import SAMPLES
from tests.support.once import made_once

ALWAYS = ("ada-perfect", "ben-two-mistakes")
"""What others are based on, and whose pages are key pages."""


def drawn_samples(draw: Draw) -> list[Sample]:
    """Those two, one of the notebooks, and one of the others, in which something ends or is missing."""
    return draw.few(read_samples(SAMPLES), 1, _kind)


def graded_demo(factory: pytest.TempPathFactory, draw: Draw) -> Path:
    """Runs it, unless another test of this run did."""
    return made_once(factory, "demo", lambda folder: _run(folder, drawn_samples(draw))) / "out"


def _kind(sample: Sample) -> str:
    return sample.name if sample.name in ALWAYS else "notebook" if "notebook" in sample.name else "other"


def _run(folder: Path, drawn: Sequence[Sample]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(samples, "read_samples", lambda _folder: drawn)
        assert run(["demo", "--output", str(folder / "out"), "--quiet", "--workers", "1"]) == 0
