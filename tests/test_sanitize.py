"""Hostile text comes out visible, short and harmless; ordinary text comes out as it was."""

import pytest

from grader.sanitize import BLOCK, BLOCK_COLUMNS, BLOCK_LINES, LINE, Span, clean_block, clean_line, spans


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("\x1b[31mred", r"\x1b[31mred", id="ANSI colour"),
        pytest.param("\x1b]52;c;aGk=\x07", r"\x1b]52;c;aGk=\x07", id="OSC clipboard"),
        pytest.param("100\r0", r"100\r0", id="overwriting carriage return"),
        pytest.param("a\0b\x7fc\x85d", r"a\x00b\x7fc\x85d", id="C0, DEL and C1"),
        pytest.param("user\u202etxt.exe", r"user\u202etxt.exe", id="right-to-left override"),
        pytest.param("\u2066a\u2069\u200e", r"\u2066a\u2069\u200e", id="isolates and marks"),
        pytest.param("pass\u200bword\ufeff\u2060", r"pass\u200bword\ufeff\u2060", id="zero width"),
        pytest.param("a\u3164b\u2800c\u034fd", r"a\u3164b\u2800c\u034fd", id="fillers that look like nothing"),
        pytest.param("a\u2028b\xa0c", r"a\u2028b\xa0c", id="separators that are no space"),
        pytest.param("\U000e0041\ue000\ufffe", r"\U000e0041\ue000\ufffe", id="tags, private use, no character"),
        pytest.param("caf\udce9", r"caf\udce9", id="half of a surrogate pair"),
        pytest.param("one\ntwo", r"one\ntwo", id="a line end within a line"),
    ],
)
def test_what_cannot_be_seen_is_spelled_out(text: str, shown: str) -> None:
    assert clean_line(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "array([1., 2.]) <b>&amp;</b> {{ 7 * 7 }}",
        "Zoë, Łukasz, 李佳, محمد, Ελένη",
        "शिक्षा, e\u0301, 👍🏽 ❤\ufe0f, ∂L/∂w",
    ],
)
def test_ordinary_text_of_any_language_stays_as_it_is(text: str) -> None:
    """Markup included: escaping it is not the cleaner's business."""
    assert clean_line(text) == text
    assert clean_block(text) == text


def test_stacked_marks_cannot_climb_over_other_lines() -> None:
    shown = clean_line("a" + "\u0301" * 50)
    assert shown.count("\u0301") == 3
    assert shown.count(r"\u0301") == 47


def test_a_long_line_is_cut_and_says_by_how_much() -> None:
    assert clean_line("x" * LINE) == "x" * LINE
    assert clean_line("x" * 1_000_000) == "x" * LINE + f" [… {1_000_000 - LINE:,} more characters]"


def test_a_block_keeps_its_lines_and_indents() -> None:
    assert clean_block("for x in y:\r\n\tprint(x)\n\n    done\n") == "for x in y:\n    print(x)\n\n    done"


@pytest.mark.parametrize("text", ["x" * 1_000_000, "x\n" * 100_000, "\n" * 100_000, "\u202e" * 100_000, "\t" * 100_000])
def test_an_endless_block_is_cut_and_says_so(text: str) -> None:
    """However long its lines and however many; an escape takes at most ten characters."""
    shown = clean_block(text)
    assert len(shown.split("\n")) <= BLOCK_LINES + 1
    assert len(shown) <= 10 * BLOCK + 100
    assert shown.endswith(" more characters]")


def test_all_that_was_left_out_of_a_block_is_counted() -> None:
    assert clean_block("x" * 1_000_000) == "x" * BLOCK_COLUMNS + f" [… {1_000_000 - BLOCK_COLUMNS:,} more characters]"
    left_out = 100 * 2 - 1 - (BLOCK_LINES * 2 - 1) - 0
    assert clean_block("x\n" * 100).endswith(f"[… {left_out} more characters]")


def test_backticks_set_off_code() -> None:
    assert spans("call `f(x)` first") == (
        Span("call ", code=False),
        Span("f(x)", code=True),
        Span(" first", code=False),
    )


def test_a_backtick_without_its_pair_is_just_a_backtick() -> None:
    assert spans("`a` and `b") == (Span("`a` and `b", code=False),)
