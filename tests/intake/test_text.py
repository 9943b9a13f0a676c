"""Source text: the encodings that are honoured, the ones that are refused, and the line that is to blame."""

import pytest

from grader.intake.text import defined_names, direction_mark_line, read_source


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("x = 'ü'\n".encode(), id="plain"),
        pytest.param("\ufeffx = 'ü'\n".encode(), id="byte-order-mark"),
        pytest.param("x = 'ü'\r\n".encode(), id="windows-line-ends"),
        pytest.param("x = 'ü'\r".encode(), id="old-mac-line-ends"),
        pytest.param("# -*- coding: latin-1 -*-\nx = 'ü'\n".encode("latin-1"), id="latin-1"),
        pytest.param("# vim: set fileencoding=cp1252 :\nx = 'ü'\n".encode("cp1252"), id="cp1252"),
        pytest.param("#!/usr/bin/env python\n# coding=ISO-8859-1\nx = 'ü'\n".encode("latin-1"), id="second-line"),
        pytest.param("# coding: UTF_8\nx = 'ü'\n".encode(), id="utf-8-spelled-otherwise"),
        pytest.param("# coding: utf-8-unix\nx = 'ü'\n".encode(), id="emacs-line-ends"),
        pytest.param("x = 'ü'\ny = 1\n# coding: utf-7 is not declared in line 3\n".encode(), id="third-line"),
        pytest.param("x = 'ü'\n# coding: utf-7 after code declares nothing\n".encode(), id="after-code"),
    ],
)
def test_an_accepted_encoding_gives_the_text_that_was_meant(content: bytes) -> None:
    source = read_source(content)
    assert source.problem == ""
    assert "x = 'ü'\n" in source.text


@pytest.mark.parametrize(
    "content, says",
    [
        pytest.param("x = 1\n".encode("utf-16-le"), ["UTF-16", "line 1"], id="utf-16-without-mark"),
        pytest.param("x = 1\n".encode("utf-16-be"), ["UTF-16", "line 1"], id="utf-16-big-endian"),
        pytest.param("x = 1\n".encode("utf-32"), ["UTF-32", "line 1"], id="utf-32"),
        pytest.param(b"a\r\nb\r\n'\xe9'\r\n", ["cp1252", "line 3"], id="counts-windows-lines-once"),
        pytest.param(b"a\rb\r'\xe9'", ["cp1252", "line 3"], id="counts-old-mac-lines"),
        pytest.param(b"\xef\xbb\xbfa\n'\xe9'", ["cp1252", "line 2"], id="after-a-byte-order-mark"),
        pytest.param(b"a\n\x81\n", ["unknown encoding", "line 2"], id="not-even-cp1252"),
        pytest.param(b"# coding: ascii\n'\xe9'\n", ["ascii", "line 2"], id="declared-ascii-is-not"),
        pytest.param(b"# coding: cp1252\n\n'\x81'\n", ["cp1252", "line 3"], id="declared-cp1252-is-not"),
        pytest.param(b"#\n# coding: rot13\n", ["rot13", "line 2"], id="rot13"),
        pytest.param(b"# coding: unicode_escape\n", ["unicode_escape", "line 1"], id="unicode-escape"),
        pytest.param(b"\xef\xbb\xbf# coding: latin-1\n", ["latin-1", "line 1"], id="mark-contradicts-cookie"),
        pytest.param(b"a = 1\nb = '\0'\n", ["NUL", "line 2"], id="nul"),
        pytest.param(b"\0" * 100, ["NUL", "line 1"], id="only-nuls"),
        pytest.param(b" \n\t\n", ["empty"], id="blank"),
        pytest.param(b"\n<!DOCTYPE html><p>", ["a web page"], id="web-page"),
    ],
)
def test_a_refused_one_is_named_with_its_line(content: bytes, says: list[str]) -> None:
    source = read_source(content)
    assert source.text == ""
    assert all(word in source.problem for word in says), source.problem


@pytest.mark.parametrize(
    "line, names",
    [
        ("def f(x):", {"f"}),
        ("async  def f(x):", {"f"}),
        ("class C(Base):", {"C"}),
        ("F = lambda x: x", {"F"}),
        ("F: Callable = g", {"F"}),
        ("größe = 1", {"größe"}),
        ("    def f(x):", set()),
        ("# def f(x):", set()),
        ("F == 1", set()),
        ("F.g = 1", set()),
        ("F: int", set()),
        ("define = 1; def_ = 2", {"define"}),
        ("from x import f", set()),
    ],
)
def test_names_are_found_at_the_start_of_lines_only(line: str, names: set[str]) -> None:
    assert defined_names(f"import x\n{line}\n") == names


@pytest.mark.parametrize(
    "text",
    ["a" * 10**6, "def" + " " * 10**6, "x" + " " * 10**6, "x:" + "y" * 10**6, "async" + " " * 10**6, "x:" * 10**5],
)
def test_hostile_text_is_searched_in_linear_time(text: str) -> None:
    """A quadratic search of a million characters would not come to this assertion today."""
    assert defined_names(text) == set()
    assert read_source(b"#" + text.encode()).problem == ""
    assert "coding" not in read_source(b"# coding:" * 10**5 + b" " * 10**6 + text.encode()).text[:1]


def test_a_direction_mark_is_found_with_its_line() -> None:
    assert direction_mark_line("a\nb\u2066\n") == 2
    assert direction_mark_line("a\nb\n") is None
