"""The table of what takes long names what there is."""

from pathlib import Path

import pytest

from tests.support.slow import SLOW

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("begins", SLOW)
def test_what_takes_long_is_there(begins: str) -> None:
    file, _, test = begins.partition("::")
    assert (ROOT / file).exists()
    assert not test or f"def {test}" in (ROOT / file).read_text("utf-8")
