"""docs/class-formats.md says of each format by which name it goes, and its pattern does what it says."""

import re
from pathlib import Path

from grader.intake.sources.pattern import Pattern
from grader.intake.sources.registry import BUILT_IN, PLAIN

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "class-formats.md").read_text("utf-8")


def test_the_table_has_every_form_and_no_other() -> None:
    assert set(re.findall(r"\| `(\w+)` \|$", PAGE, re.MULTILINE)) == {each.name for each in (*BUILT_IN, PLAIN)}


def test_the_pattern_of_the_page_takes_the_latest_attempt() -> None:
    (pattern,) = re.findall(r"--student-pattern '(.+)'", PAGE)
    found = re.match(pattern, "ada/Attempt 2/flow.py")
    assert Pattern(pattern).name == "pattern"
    assert found is not None
    assert (found["student"], found["attempt"]) == ("ada", "2")
