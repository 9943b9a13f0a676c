"""What is kept of what student code prints: all of a little, and of much the beginning, the end and what is sought."""

import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.guest import capture
from grader.guest.capture import Capture

CAP = 2000
PAD = "x" * 99 + "\n"


@pytest.fixture(autouse=True)
def streams(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has the streams of this process put back."""
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    monkeypatch.setattr(sys, "stderr", sys.stderr)


def printed(*pieces: str, sought: tuple[str, ...] = ()) -> str:
    captured = Capture()
    captured.begin(CAP, sought)
    for piece in pieces:
        sys.stdout.write(piece)
    return captured.take()[0]


def test_a_little_is_kept_as_it_is_and_much_within_the_cap() -> None:
    assert printed("a", "b\n") == "ab\n"
    much = printed("begin\n", *[PAD] * 1000, "end\n")
    assert len(much.encode()) <= CAP
    assert much.startswith("begin\n")
    assert much.endswith("end\n")
    assert "bytes left out" in much


@pytest.mark.parametrize(
    "middle",
    [
        ("Layer 1: z = 3\n", PAD, "LAYER 2\n"),
        ("Lay", "er 1", ": z = 3\nand then lay", "er ", "2\n"),
        (PAD.strip() + "layer 1" + PAD + "layer 2",),
    ],
    ids=["lines", "pieces", "long lines"],
)
def test_what_is_sought_is_found_wherever_it_is(middle: tuple[str, ...]) -> None:
    for before in (0, 9, 10, 11, 500):
        kept = printed(*[PAD] * before, *middle, *[PAD] * 500, sought=("Layer 1", "Layer 2")).casefold()
        assert "layer 1" in kept
        assert "layer 2" in kept
        assert len(kept.encode()) <= CAP
    assert "layer 2" not in printed(*[PAD] * 500, *middle[:1], *[PAD] * 500, sought=("Layer 1",)).casefold()[:CAP]


@given(st.lists(st.text(st.sampled_from("ab\nü"), max_size=400), max_size=30), st.integers(1, 5000))
def test_no_more_than_the_cap_is_kept_and_all_of_what_is_less(pieces: list[str], chunk: int) -> None:
    text = "".join(pieces)
    old = sys.stdout, sys.stderr
    try:
        captured = Capture()
        captured.begin(CAP, ("ab",))
        for start in range(0, len(text), chunk):
            sys.stdout.write(text[start : start + chunk])
        kept = captured.take()[0]
    finally:
        sys.stdout, sys.stderr = old
    whole = text.encode()
    assert len(kept.encode("utf-8")) <= CAP + 4  # half a letter becomes a sign of its own
    assert kept == text or len(whole) > CAP * 3 // 4
    assert ("ab" in kept) is ("ab" in text)


def test_memory_is_bounded_and_each_byte_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = 0

    seek = capture._CappedBytes._seek

    def counted(self: capture._CappedBytes, text: bytes) -> None:
        nonlocal looked
        looked += len(text)
        seek(self, text)

    monkeypatch.setattr(capture._CappedBytes, "_seek", counted)
    total = 40_000 * len(PAD)
    captured = Capture()
    captured.begin(CAP, ("never there",))
    for _ in range(40_000):
        sys.stdout.write(PAD)
    buffer = captured._buffers[0]
    assert looked < 1.1 * total
    assert sum(map(len, (buffer._latest, buffer._found, buffer.getvalue()))) < 2 * CAP
    assert len(captured.take()[0].encode()) <= CAP


@pytest.mark.parametrize("spoil", ["close", "detach"])
def test_streams_come_back_whatever_became_of_them(spoil: str) -> None:
    captured = Capture()
    captured.begin(CAP)
    sys.stdout.write("before\n")
    getattr(sys.stdout, spoil)()
    sys.stdout = io.StringIO()
    sys.stdout.write("elsewhere\n")
    assert captured.take() == ("before\n", "")
    sys.stdout.write("again\n")
    sys.stdout.buffer.write(b"and bytes\n")
    sys.stderr.write("a warning\n")
    assert captured.take() == ("and bytes\nagain\n", "a warning\n")
    sys.stdout.buffer.close()
    sys.stdout.write("after all\n")
    assert captured.take() == ("after all\n", "")


def test_a_stream_that_was_kept_from_an_earlier_call_still_counts() -> None:
    captured = Capture()
    captured.begin(CAP)
    kept = sys.stdout
    captured.take()
    kept.write("by a logger\n")
    assert captured.take() == ("by a logger\n", "")


def test_what_was_printed_counts_whatever_place_the_stream_was_set_to() -> None:
    captured = Capture()
    captured.begin(CAP)
    sys.stdout.write("before\n")
    sys.stdout.flush()
    sys.stdout.buffer.seek(0)
    assert captured.take() == ("before\n", "")
    sys.stdout.buffer.seek(3)
    assert captured.take() == ("", "")
    sys.stdout.write("after\n")
    assert captured.take() == ("after\n", "")
