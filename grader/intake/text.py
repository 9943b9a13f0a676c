"""Bytes of a source file -> its text, or why it has none. Trusted side: it decodes and searches, but never compiles."""

import re

from msgspec import Struct

from grader.intake.file_types import signature

_UTF8_BOM = b"\xef\xbb\xbf"
_WIDE_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_WIDE_SHARE = 3  # in UTF-16, plain code has a NUL in every second byte; a third of that is enough

# PEP 263, as in the tokenizer: in the first line, or in the second if the first is a comment or empty.
_COOKIE = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BLANK = re.compile(rb"[ \t\f]*(?:#.*)?$")
_CODECS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "u8": "utf-8",
    "ascii": "ascii",
    "us-ascii": "ascii",
    "latin-1": "latin-1",
    "latin1": "latin-1",
    "iso-8859-1": "latin-1",
    "iso8859-1": "latin-1",
    "iso-latin-1": "latin-1",
    "cp1252": "cp1252",
    "windows-1252": "cp1252",
}
_EDITOR_SUFFIX = re.compile(r"-(?:unix|dos|mac|sig)$")  # Emacs names the line ends as well

_DEFINITION = re.compile(
    r"^(?:(?:async[ \t]+)?def[ \t]+(?P<function>\w+)|class[ \t]+(?P<type>\w+)|(?P<name>\w+)[ \t]*(?::[^=\n]*)?=(?!=))",
    re.MULTILINE,
)
_DIRECTION_MARK = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Source(Struct, frozen=True):
    """The result of reading one source file.

    Attributes:
        text: Its text, with line feeds as line ends; empty if there is a problem.
        problem: What is wrong with it, as the rest of a sentence after its name ("is not UTF-8: ..."), or empty.
    """

    text: str = ""
    problem: str = ""


def read_source(content: bytes) -> Source:
    """Decodes one source file like Python, from the encodings that are accepted here."""
    problem = _foreign(content)
    if problem:
        return Source(problem=problem)
    line, declared = _declared(content)
    encoding = _CODECS.get(_EDITOR_SUFFIX.sub("", declared.lower().replace("_", "-")))
    if encoding is None or (content.startswith(_UTF8_BOM) and encoding != "utf-8"):
        return Source(
            problem=f"declares the encoding '{declared[:40]}' in line {line}: save it as UTF-8 without that line"
        )
    try:
        text = content.removeprefix(_UTF8_BOM).decode(encoding)
    except UnicodeDecodeError as error:
        return Source(problem=_undecodable(content, encoding, error))
    return Source(text=text.replace("\r\n", "\n").replace("\r", "\n"))


def defined_names(text: str) -> frozenset[str]:
    """The names that unindented lines define or assign; a linear search, not a parser: strings can mislead it."""
    return frozenset(match["function"] or match["type"] or match["name"] for match in _DEFINITION.finditer(text))


def direction_mark_line(text: str) -> int | None:
    """The first line with a character that reorders text on the screen: it may look different from what runs."""
    found = _DIRECTION_MARK.search(text)
    return found and text.count("\n", 0, found.start()) + 1


def _foreign(content: bytes) -> str:
    if not content.strip():
        return "is empty: write your solution into it"
    kind = signature(content)
    if kind is not None:
        return f"is not Python source but {kind}: hand in the module itself"
    wide = wide_encoding(content)
    if wide:
        return f"looks like {wide} from line 1 on: save it as UTF-8"
    if b"\0" in content:
        return f"has a NUL byte in line {_line_of(content, content.index(0))}: save it as UTF-8 text"
    return ""


def wide_encoding(content: bytes) -> str:
    """The encoding with several bytes per character that the bytes seem to have, or empty."""
    for mark, encoding in _WIDE_MARKS:
        if content.startswith(mark):
            return encoding
    few, many = sorted((content[0::2].count(0), content[1::2].count(0)))
    return "UTF-16" if many * _WIDE_SHARE > len(content) // 2 and many > few * _WIDE_SHARE else ""


def _declared(content: bytes) -> tuple[int, str]:
    for number, line in enumerate(content.removeprefix(_UTF8_BOM).splitlines()[:2], start=1):
        cookie = _COOKIE.match(line)
        if cookie:
            return number, cookie[1].decode("ascii")
        if not _BLANK.match(line):
            break
    return 0, "utf-8"


def _undecodable(content: bytes, encoding: str, error: UnicodeDecodeError) -> str:
    skipped = len(content) - len(content.removeprefix(_UTF8_BOM))
    line = _line_of(content, error.start + skipped)
    if encoding != "utf-8":
        return f"declares {encoding}, but line {line} is not {encoding}: save it as UTF-8"
    return f"is not UTF-8: line {line} looks like {_guess(content)}; save it as UTF-8"


def _guess(content: bytes) -> str:
    try:
        content.decode("cp1252")
    except UnicodeDecodeError:
        return "an unknown encoding"
    return "Windows-1252 (cp1252)"


def _line_of(content: bytes, position: int) -> int:
    return len((content[:position] + b"x").splitlines())
