"""Hostile text comes out visible, short and harmless; ordinary text stays as it was."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.sanitize import (
    BLOCK,
    BLOCK_COLUMNS,
    BLOCK_LINES,
    LINE,
    Span,
    clean_block,
    clean_line,
    escape_log,
    escape_markdown,
    escape_markdown_cell,
    escape_markdown_spans,
    listed,
    quoted,
    spans,
    utf8,
)
from tests.support.ci_runner import read_log
from tests.support.markdown import bare, faults, read
from tests.support.payloads import COMMANDS, HOSTILE

any_text = st.text(st.characters(), max_size=300)  # surrogates and control characters included


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


# --- Markdown ---


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_more_than_text_anywhere_in_markdown(text: str) -> None:
    line = clean_line(text)
    for said in (
        escape_markdown(line),
        escape_markdown_spans(spans(line)),
        f"- **{escape_markdown(line)}**",
        f"| a |\n|---|\n| {escape_markdown_cell(line)} |",
    ):
        assert faults(said) == []
        assert bare(line) in bare(read(said))


@pytest.mark.drawn(1)
@pytest.mark.parametrize("first", ["", "`", "*_", "[!<", "1.#>-+|"])
@given(text=st.text(alphabet=st.sampled_from("a1 `*_[]()<>!#@:.,-+~|\\\"'&$=/ü“”"), max_size=40))
@settings(max_examples=500)
def test_no_mixture_of_marks_is_more_than_text_anywhere_in_markdown(first: str, text: str) -> None:
    line = clean_line(first + text)
    for said in (
        escape_markdown(line),
        escape_markdown_spans(spans(line)),
        f"  - {escape_markdown_spans(spans(line))}",
    ):
        assert [fault for fault in faults(said) if fault != "code_block"] == []
        assert bare(line) in bare(read(said))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Call `set_yscale('log')`: magnitudes span ten.", "Call `set_yscale('log')`: magnitudes span ten."),
        ("It is (2, 3), not [3.5]!", "It is (2, 3), not `[3.5]`!"),
        ("See “dg/dx and dh/dg”.", "See “`dg/dx` and `dh/dg`”."),
        ("Don't give up, Zoë: 2 of 3 are right…", "Don't give up, Zoë: 2 of 3 are right…"),
        ("a ` b", "a `` ` `` b"),
    ],
)
def test_ordinary_sentences_stay_as_they_are(text: str, said: str) -> None:
    assert escape_markdown_spans(spans(text)) == said


def test_the_reader_sees_what_is_more_than_text() -> None:
    """The control: these are what the tests above look for."""
    for text in ("[x](https://a.example)", "<b>x</b>", "# x\n\n> x", "1. x", "![x](y)", "@all", "    x", "a :b: c"):
        assert faults(text), text


# --- Names ---


@given(any_text)
@settings(max_examples=300)
def test_whatever_is_shown_is_one_short_printable_line(name: str) -> None:
    text = quoted(name)
    assert text.isprintable()
    assert len(text) <= 82


def test_what_is_shown_keeps_letters_and_escapes_what_deceives() -> None:
    assert quoted("Lösung.py") == "'Lösung.py'"
    assert quoted("a\u202eyp.exe\n\x1b[2J\udc80") == r"'a\u202eyp.exe\n\x1b[2J\udc80'"
    assert quoted("a" * 200 + ".py").endswith("aaa.py'")


def test_a_list_of_names_stays_short() -> None:
    assert listed(["b"]) == "'b'"
    assert listed(["b", "a"]) == "'a' and 'b'"
    assert listed([str(number) for number in range(1000)]) == "'0', '1', '10' and 997 more"


# --- Logs ---


@pytest.mark.parametrize("text", COMMANDS)
def test_text_that_would_be_a_command_becomes_none_and_stays_readable(text: str) -> None:
    assert read_log(escape_log(text.replace("\r", "\n"))) == []
    assert escape_log(text).replace(" ", "") == text.replace(" ", "")


def test_text_that_utf_8_cannot_hold_is_spelled_out() -> None:
    class Text(str):
        __slots__ = ()

        def encode(self, *_: Any, **__: Any) -> bytes:
            return b"anything"

    assert utf8("caf\udce9 é") == rb"caf\udce9 " + "é".encode()
    assert utf8(Text("plain")) == b"plain"
