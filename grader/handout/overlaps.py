"""Finds what a handout repeats of its solution: passages of the reference and the hidden tests, whole files, the seed.
Trusted side; parses the author's own files and runs none of them.

A passage is a few consecutive lines of code, anywhere in the handout: in a module, a comment, a text or a cell.
Docstrings, signatures and imports are shared on purpose and do not count; nor do they, or comments, hide a passage.
"""

import ast
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self, TypeVar

from msgspec import Struct

from grader.assignment import SEED_FILE, Assignment, invalid_python, read_author_text

_T = TypeVar("_T")

REFERENCE_LINES = 3
TEST_LINES = 5
"""Public tests set up their cases as hidden ones do; a passage that reveals something about a hidden test is longer."""
MIN_CHARACTERS = 40
"""In a passage: three short lines, such as the ends of two loops, reveal nothing."""
MIN_SEED_CHARACTERS = 8
"""Shorter seeds are words that may occur anywhere."""
_SAMPLES = "samples"
_LEAD = re.compile(r"^[#>\s]+")  # of a comment, or of a quotation in a text


Line = tuple[int, str]


class Overlap(Struct, frozen=True):
    """A place in the handout that repeats something of the solution: what it repeats, and from where."""

    file: str
    line: int
    what: str
    source: str


class Passages(Struct, frozen=True):
    """Every run of this many lines of code in some modules, with the name of the first module that has it."""

    lines: int
    sources: Mapping[tuple[str, ...], str]

    @classmethod
    def of(cls, modules: Sequence[Path], lines: int) -> Self:
        """Reads them."""
        found: dict[tuple[str, ...], str] = {}
        for module in modules:
            for window in _windows(_code_in(module), lines):
                if sum(map(len, window)) >= MIN_CHARACTERS:
                    found.setdefault(window, module.name)
        return cls(lines, found)

    def within(self, name: str, code: Sequence[Line]) -> Iterator[Overlap]:
        """Where the lines of a file repeat them; a longer run is one place."""
        going_on = False
        for window in _windows(code, self.lines):
            source = self.sources.get(tuple(line for _, line in window))
            if source is not None and not going_on:
                number, line = window[0]
                yield Overlap(name, number, f"`{line}` and what follows", source)
            going_on = source is not None


def find_overlaps(files: Mapping[str, bytes], assignment: Assignment) -> list[Overlap]:
    """Every place in a handout that repeats the solution. Raises AssignmentError if the solution cannot be read."""
    solution = assignment.solution
    wholes = _whole_files(files, assignment)
    reference = [*sorted(solution.glob("*.py")), *sorted((solution / "alternatives").rglob("*.py"))]
    tests = sorted(assignment.hidden_tests.rglob("*.py"))
    passages = (Passages.of(reference, REFERENCE_LINES), Passages.of(tests, TEST_LINES))
    seed = read_author_text(assignment.seed_file).strip() if assignment.seed_file.is_file() else ""
    found: list[Overlap] = []
    for name, content in files.items():
        if content.strip() and content in wholes:
            found.append(Overlap(name, 1, "the whole file", wholes[content]))
            continue
        text = _lines_of(content)
        if len(seed) >= MIN_SEED_CHARACTERS:
            found += [Overlap(name, number, "the seed", SEED_FILE) for number, line in text if seed in line]
        readings = (_with_comments(text), _without_comments(text))
        found += dict.fromkeys(each for known in passages for code in readings for each in known.within(name, code))
    return found


def _whole_files(files: Mapping[str, bytes], assignment: Assignment) -> dict[bytes, str]:
    """The content of each file of the solution that no handout may have, and its path in the solution."""
    shared, solution = assignment.guest_module_folder, assignment.solution
    found = {}
    for path in sorted(solution.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and not path.is_relative_to(shared):
            name, content = path.relative_to(solution).as_posix(), path.read_bytes()
            if not _left_as_it_was(name, content, files):
                found[content] = name
    return found


def _left_as_it_was(name: str, content: bytes, files: Mapping[str, bytes]) -> bool:
    """Whether it is a file of a sample that is as it was handed out: whoever hands in a folder has such files too."""
    samples, _, inside = (*name.split("/", 2), "", "")[:3]
    return samples == _SAMPLES and files.get(inside) == content


def _with_comments(text: Sequence[Line]) -> list[Line]:
    """All lines except empty ones, as if nothing were a comment."""
    return [(number, plain) for number, line in text if (plain := _LEAD.sub("", line).strip())]


def _without_comments(text: Sequence[Line]) -> list[Line]:
    """The lines of code if the text parses as code; otherwise the lines that are not comments."""
    try:
        code = _code_of("\n".join(line for _, line in text))
    except (SyntaxError, ValueError):
        code = [(number, line) for number, line in text if not line.lstrip().startswith("#")]
    return _with_comments(code)


def _windows(items: Sequence[_T], length: int) -> Iterator[tuple[_T, ...]]:
    return zip(*(items[start:] for start in range(length)), strict=False)


def _code_in(module: Path) -> list[str]:
    try:
        return [line.strip() for _, line in _code_of(read_author_text(module))]
    except (SyntaxError, ValueError) as error:
        raise invalid_python(error, module) from error


def _code_of(source: str) -> list[Line]:
    """The lines of a module without docstrings, signatures, imports and comments."""
    lines = source.split("\n")  # as Python counts them
    for node in ast.walk(ast.parse(source)):
        for first, last in _shared_on_purpose(node):
            lines[first - 1 : last] = [""] * (last - first + 1)
    numbered = enumerate(lines, start=1)
    return [(number, line) for number, line in numbered if line.strip() and not line.lstrip().startswith("#")]


def _shared_on_purpose(node: ast.AST) -> Iterator[tuple[int, int]]:
    """The first and last line of each part that a handout and its solution share by design."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield node.lineno, node.end_lineno or node.lineno
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.lineno, max(node.lineno, node.body[0].lineno - 1)
    if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
        yield node.body[0].lineno, node.body[0].end_lineno or node.body[0].lineno


def _lines_of(content: bytes) -> list[Line]:
    """The lines of a text with their numbers; for a notebook, the lines of its cells and outputs, in order."""
    text = content.decode("utf-8", "replace")
    try:
        cells = json.loads(text)["cells"]
        pieces = [piece for cell in cells for piece in _strings(cell)]
    except (ValueError, TypeError, KeyError):
        pieces = [text]
    return list(enumerate("\n".join(pieces).splitlines(), start=1))


def _strings(value: object) -> Iterator[str]:
    """Every string in a JSON value; a list of lines is one."""
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _strings(each)
        case list() if all(isinstance(each, str) for each in value):
            yield "".join(value)
        case list():
            for each in value:
                yield from _strings(each)
