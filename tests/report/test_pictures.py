"""Only what is a PNG of a sensible size gets onto a page."""

import base64

import pytest

from grader.report.pictures import MAX_BYTES, MAX_PICTURES, MAX_PIXELS, pictures
from tests.support.sample_pictures import picture

PNG = picture(8, 6)


def resized(width: int, height: int) -> bytes:
    """The same file with other numbers in its header."""
    return PNG[:16] + width.to_bytes(4, "big") + height.to_bytes(4, "big") + PNG[24:]


def test_a_png_becomes_a_data_uri_of_the_same_bytes() -> None:
    (shown,) = pictures([PNG])
    kind, _, content = shown.uri.partition(",")
    assert kind == "data:image/png;base64"
    assert base64.b64decode(content) == PNG
    assert (shown.width, shown.height) == (8, 6)


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(b"", id="empty"),
        pytest.param(PNG[:20], id="cut off"),
        pytest.param(b"<svg onload=alert(1)>" + b" " * 40, id="SVG"),
        pytest.param(b"GIF89a" + b"\0" * 40, id="GIF"),
        pytest.param(PNG[:12] + b"tEXt" + PNG[16:], id="no header chunk"),
        pytest.param(PNG + b"\0" * MAX_BYTES, id="too many bytes"),
        pytest.param(resized(MAX_PIXELS + 1, 8), id="too wide to decode"),
        pytest.param(resized(8, 2**31), id="too high to decode"),
        pytest.param(resized(0, 8), id="no width"),
    ],
)
def test_anything_else_is_left_out(file: bytes) -> None:
    assert pictures([file]) == ()
    assert len(pictures([file, PNG])) == 1


def test_there_are_only_so_many() -> None:
    assert len(pictures([PNG] * 50)) == MAX_PICTURES
