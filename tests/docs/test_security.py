"""What docs/security.md says of the channel that remains is so, and not by much."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.assignment import load_assignment
from grader.audit.leakage import measure_leakage
from grader.exam.checks.message_count import CALL_MESSAGES, SHAPE_MESSAGES
from grader.exam.judging.verdict import EXCEPTION_FAMILIES
from grader.exam.running import seeds
from grader.exam.running.resource_limits import ResourceLimits
from grader.exam.wording import difference, relation
from grader.host import cgroups
from grader.host.doctor.canaries import names
from grader.host.scratch_quota import POLL_SECONDS
from grader.host.time_budget import MAX_VALUES
from grader.model import FeedbackLevel
from tests.support.loading import HANDOUT

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "security.md"
PROMISING = {"The promises", "The jail", "Levels", "What a report can carry", "What once got through"}
"""The other sections say what is worth protecting, give advice, or say what is not promised."""
SURVEY = "### What `grader doctor` says where"
NAMED = re.compile(r"`((?:tests|exam|grader)/[\w/]+\.py)(?:::(\w+)(?:\[(\w[\w ]*)\])?)?`")
HELD = re.compile(r"`tests/[\w/]+\.py")
HEAD = re.compile(r"^\|.*\n\|(?:---\|)+$", re.MULTILINE)
SLACK = 1.25
"""The page gives round numbers, so that not each new test changes it."""


def stated(words: str) -> float:
    (found,) = re.findall(words, " ".join(PAGE.read_text("utf-8").split()))
    return float(found)


def test_a_report_carries_as_many_bits_as_the_page_says() -> None:
    measured = measure_leakage(load_assignment(HANDOUT))
    pairs = (
        (measured.max_of_a_test, stated(r"a failed test carries at most (\d+) bits")),
        (measured.total, stated(r"a whole report at most (\d+),")),
        (measured.total_at(FeedbackLevel.NOTHING), stated(r"of which (\d+) are which tests pass")),
        (measured.mistakes, stated(r"and (\d+) are which known mistakes")),
        (measured.total_at(FeedbackLevel.CATEGORY), stated(r'`feedback = "category"` it is (\d+)')),
    )
    for bits, said in pairs:
        assert bits <= said <= SLACK * bits


def test_the_lists_are_as_short_as_the_page_says() -> None:
    page = PAGE.read_text("utf-8")
    rows = {"| a value:": 24, "| a kind or a shape:": 24, "| both,": SHAPE_MESSAGES, "| a call that": CALL_MESSAGES}
    for words, count in rows.items():
        (row,) = (line for line in page.splitlines() if line.startswith(words))
        assert 2 ** float(row.split("|")[3]) <= count + 1
    assert len(relation.KINDS) + len(relation.SHAPES) <= 24
    assert sum(not each.startswith(("It ", "The error")) for each in set(difference.sentences())) <= 24


def blocks(page: str) -> Iterator[tuple[str, str]]:
    """Each paragraph, item of a list and row of a table of the sections that promise something, with its section.

    The lead-in of a table or a list ends with a colon and promises nothing itself.
    """
    section = ""
    for block in re.split(r"\n\n|\n(?=- |\|)", HEAD.sub("", page)):
        if block.startswith("#"):
            section = block.splitlines()[0].lstrip("# ") if block.startswith("## ") else section
        elif section in PROMISING and block.strip() and not block.endswith(":"):
            yield section, block


def untested(page: str) -> list[str]:
    """What is promised without naming a test."""
    return [block for _, block in blocks(without_survey(page)) if not HELD.search(block)]


def without_survey(page: str) -> str:
    """The page without the rows that a script makes."""
    before, heading, after = page.partition(SURVEY)
    made, following, rest = after.partition("\n## ")
    kept = "\n".join(line for line in made.splitlines() if not line.startswith("|"))
    return f"{before}{heading}{kept}\n{following}{rest}"


def problems(page: str) -> list[str]:
    """The tests and modules that a page names and that do not exist."""
    found = []
    for path, test, parameter in NAMED.findall(page):
        file = ROOT / path if (ROOT / path).is_file() else ROOT / "grader" / path
        source = file.read_text("utf-8") if file.is_file() else ""
        tests = {node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}
        if not source or (test and test not in tests) or (parameter and f'"{parameter}"' not in source):
            found.append(f"{path}::{test}[{parameter}]")
    return found


def test_every_test_and_module_that_the_page_names_exists() -> None:
    page = PAGE.read_text("utf-8")
    assert len(NAMED.findall(page)) > 100
    named = sum(path.startswith("tests/") for path, _, _ in NAMED.findall(page))
    assert named == len(re.findall(r"tests/[\w/]+\.py", page)), "one is written in another way"
    assert problems(page) == []


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda page: page.stem)
def test_what_another_page_names_exists_too(page: Path) -> None:
    assert [name for name in problems(page.read_text("utf-8")) if "NAME" not in name] == []


def test_every_promise_names_a_test() -> None:
    page = PAGE.read_text("utf-8")
    assert {section for section, _ in blocks(page)} == PROMISING
    assert untested(page) == []


def test_every_row_of_the_promises_says_where_it_is_kept() -> None:
    rows = [block.split("|")[1:-1] for section, block in blocks(PAGE.read_text("utf-8")) if block.startswith("| ")
            and section == "The promises"]  # fmt: skip
    assert len(rows) > 30
    kept_elsewhere = [row for row in rows if len(row) != 3 or not re.search(r"`grader/[\w/]+\.py`", row[1])]
    assert [row[1].strip() for row in kept_elsewhere] == ["all of it"]
    assert all("tests/" in row[2] for row in rows)


def test_every_attack_that_once_got_through_stands_beside_an_honest_control() -> None:
    rows = [block.split("|")[1:-1] for section, block in blocks(PAGE.read_text("utf-8")) if block.startswith("| ")
            and section == "What once got through"]  # fmt: skip
    assert len(rows) > 10
    assert [
        row[0] for row in rows if "tests/" not in row[1] or not ("tests/" in row[2] or "the same test" in row[2])
    ] == []


@pytest.mark.parametrize(
    "sentence, wrong",
    [
        ("Nobody gets in.", True),
        ("Nobody gets in. (`tests/docs/test_security.py`)", False),
        ("| a row | `grader/errors.py` | |", True),
        ("- What is so:", False),
    ],
)
def test_a_promise_without_a_test_is_seen(sentence: str, wrong: bool) -> None:  # noqa: FBT001 # pytest passes it
    page = PAGE.read_text("utf-8").replace("## Levels\n", f"## Levels\n\n{sentence}\n")
    assert (untested(page) == [sentence]) is wrong
    assert bool(untested(page)) is wrong


@pytest.mark.parametrize(
    "name", ["tests/docs/test_gone.py", "tests/docs/test_security.py::test_gone", "grader/gone.py"]
)
def test_a_name_that_leads_nowhere_is_seen(name: str) -> None:
    assert len(problems(f"It holds. (`{name}`)")) == 1


def test_the_bounds_that_the_page_gives_are_those_of_the_code() -> None:
    page = " ".join(PAGE.read_text("utf-8").split())
    bounds = {
        "some fifty ways": len(names()) // 10 == 5,
        "five million": MAX_VALUES == 5_000_000,
        "two minutes of the worker's own processor time": ResourceLimits().cpu_seconds == 120,
        "a gibibyte of memory beyond": ResourceLimits().memory_bytes == 1 << 30,
        "less than 128 bits": seeds.BITS == 128,
        "measured every 20 ms": POLL_SECONDS == 0.02,
        "256 processes and threads": cgroups.TASKS == 256,
        "one of eleven": len(EXCEPTION_FAMILIES) + 1 == 11,
    }
    assert {words: (words in page, true) for words, true in bounds.items() if words not in page or not true} == {}
