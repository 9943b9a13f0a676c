"""Hostile text is text in each context that it is sanitized for: what reads the context finds that line and no more."""

import csv
import io
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.sanitize import (
    CONTEXTS,
    Context,
    clean_line,
    sanitize,
)
from tests.support.ci_runner import folds, read_log
from tests.support.markdown import bare, faults, read
from tests.support.payloads import ALL


class _Page(HTMLParser):
    """What a page has in it: its text, and everything else."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.more: list[str] = []

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.more.append(f"{tag} {attrs}")

    def handle_comment(self, data: str) -> None:
        self.more.append(data)

    def handle_decl(self, decl: str) -> None:
        self.more.append(decl)

    def unknown_decl(self, data: str) -> None:
        self.more.append(data)

    def handle_pi(self, data: str) -> None:
        self.more.append(data)


def _in_html(said: str, line: str) -> bool:
    page, attribute = _Page(), _Page()
    page.feed(f"{said}")
    page.close()
    attribute.feed(f"<a title=\"{said}\" lang='{said}'></a>")
    attribute.close()
    return (page.more, page.text) == ([], line) and attribute.more == [f"a {[('title', line), ('lang', line)]}"]


def _in_terminal(said: str, line: str) -> bool:
    return said == line and all(char.isprintable() for char in said)


def _in_markdown(said: str, line: str) -> bool:
    return faults(said) == [] and bare(line) in bare(read(said))


def _in_xml(said: str, line: str) -> bool:
    try:
        element = ET.fromstring(f'<a b="{said}">{said}</a>')  # noqa: S314 # of the sanitizer's making
    except ET.ParseError:
        return False
    return (element.text or "", element.attrib, list(element)) == (line, {"b": line}, [])


def _in_csv(said: str, line: str) -> bool:
    table = io.StringIO()
    csv.writer(table).writerow([said, "2"])
    ((cell, other),) = csv.reader(io.StringIO(table.getvalue(), newline=""))
    return (cell.removeprefix("'"), other) == (line.removeprefix("'"), "2") and cell[:1] not in {*"=+-@"}


def _in_log(said: str, line: str) -> bool:
    return read_log(said) == [] and folds(said) == [] and said.replace(" ", "") == line.replace(" ", "")


READERS: Mapping[Context, Callable[[str, str], bool]] = {
    Context.HTML: _in_html,
    Context.TERMINAL: _in_terminal,
    Context.MARKDOWN: _in_markdown,
    Context.XML: _in_xml,
    Context.CSV: _in_csv,
    Context.LOG: _in_log,
}
"""Whether a context reads what was said as that line of text, and as nothing else."""
MORE_THAN_TEXT: Mapping[Context, str] = {
    Context.HTML: "<b>x</b>",
    Context.TERMINAL: "\x1b[2J",
    Context.MARKDOWN: "[x](https://a.example)",
    Context.XML: "<b>x</b>",
    Context.CSV: "=1+1",
    Context.LOG: "::error::x",
}
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "a\r\n=1,2", '"=1', "'=1")


def test_every_context_has_a_sanitizer_and_a_reader() -> None:
    assert set(CONTEXTS) == set(READERS) == set(MORE_THAN_TEXT) == set(Context)


@pytest.mark.parametrize("context", Context)
def test_no_text_is_more_than_text_in_any_context(context: Context) -> None:
    hostile = [str(payload.values[0]) for payload in ALL] + list(FORMULAS)
    assert [text for text in hostile if not READERS[context](sanitize(text, context), clean_line(text))] == []


@pytest.mark.parametrize("context", Context)
@given(text=st.text(alphabet=st.sampled_from("a1 `*_[]()<>!#@:.,-+~|\\\"'&$=/ü“”\0\x1b\n\u202e"), max_size=40))
@settings(max_examples=200)
def test_no_mixture_of_marks_is_more_than_text_in_any_context(context: Context, text: str) -> None:
    said = sanitize(text, context)
    assert READERS[context](f"x {said}" if context is Context.MARKDOWN else said, clean_line(text))


@pytest.mark.parametrize("context", Context)
def test_each_reader_sees_what_is_more_than_text(context: Context) -> None:
    """The control: what a context reads as more than text, its reader finds where nothing was done about it."""
    assert not READERS[context](MORE_THAN_TEXT[context], MORE_THAN_TEXT[context])
    assert READERS[context]("Ordinary words, Zoë", "Ordinary words, Zoë")
