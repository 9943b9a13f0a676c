"""No text is more than text in Markdown, and none of it gets lost."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace

from grader.ci.markdown import cell, prose, words
from grader.ci.summary import MOST_BYTES, refusal, summary
from grader.sanitize import clean_line, spans
from tests.ci.conftest import Make
from tests.support.ci_payloads import ALL, HOSTILE
from tests.support.sample_grades import grade_full_of, perfect_grade, sample_grade, withheld_grade

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
FROM_US = frozenset({"paragraph", "heading", "table", "thead", "tbody", "tr", "th", "td", "bullet_list", "list_item"})
WITHIN = frozenset({"text", "code_inline", "strong_open", "strong_close"})
# What no reader of Markdown sees, but GitHub, GitLab and others do, outside of code.
ACTIVE = re.compile(r"[@#<>&$\[\]*_~\\|{}`]|://|www\.|:\w+:")


def inline(text: str) -> list[Token]:
    """What stands within the paragraphs, cells and headings of a text."""
    return [child for token in READER.parse(text) for child in token.children or ()]


def read(text: str) -> str:
    """What a person reads of it."""
    return " ".join(token.content for token in inline(text))


def faults(text: str) -> list[str]:
    """What is more in a text than the elements that we write, or could become more."""
    blocks = {token.type.removesuffix("_open").removesuffix("_close") for token in READER.parse(text)}
    found = sorted(blocks - FROM_US - {"inline"})
    found += [token.type for token in inline(text) if token.type not in WITHIN]
    return found + [token.content for token in inline(text) if token.type == "text" and ACTIVE.search(token.content)]


def bare(text: str) -> str:
    return re.sub(r"[\s`]", "", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_more_than_text(text: str) -> None:
    line = clean_line(text)
    for said in (words(line), prose(spans(line)), f"- **{words(line)}**", f"| a |\n|---|\n| {cell(line)} |"):
        assert faults(said) == []
        assert bare(line) in bare(read(said))


@given(st.text(alphabet=st.sampled_from("a1 `*_[]()<>!#@:.,-+~|\\\"'&$=/ü“”"), max_size=40))
@settings(derandomize=True, max_examples=2000, deadline=None)
def test_no_mixture_of_marks_is_more_than_text(text: str) -> None:
    line = clean_line(text)
    for said in (words(line), prose(spans(line)), f"  - {prose(spans(line))}"):
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
    assert prose(spans(text)) == said


def test_the_reader_sees_what_is_more_than_text() -> None:
    """The control: these are what the tests above look for."""
    for text in ("[x](https://a.example)", "<b>x</b>", "# x\n\n> x", "1. x", "![x](y)", "@all", "    x", "a :b: c"):
        assert faults(text), text


def test_the_summary_says_the_score_every_task_and_what_to_do(make: Make) -> None:
    said = read(summary(make(sample_grade())))
    expected = ["72.5 of 100 points", "2.1 A multi-layer network", "of 25", "Most is to be gained in", "activations.py"]
    for part in (*expected, "Looks like a known mistake: The sigmoid's derivative twice", "Write out"):
        assert part in said
    assert "known mistake" not in summary(make(perfect_grade()))
    assert summary(make(sample_grade())).count("\n| ") == 1 + 7


def test_a_withheld_grade_has_no_score_in_its_summary(make: Make) -> None:
    said = summary(make(withheld_grade()))
    assert "**No grade**" in said
    assert "is withheld" in said
    assert "72.5" not in said


@pytest.mark.parametrize("text", ALL)
def test_no_text_is_more_than_text_in_the_summary(make: Make, text: str) -> None:
    hostile = summary(make(grade_full_of(text)))
    plain = [token.type for token in READER.parse(summary(make(grade_full_of("plain"))))]
    assert faults(hostile) == []
    for mark in ("heading_open", "table_open", "tr_open", "td_open"):
        assert [token.type for token in READER.parse(hostile)].count(mark) == plain.count(mark), mark
    assert len(hostile.encode()) < MOST_BYTES
    assert faults(refusal(clean_line(text))) == []


def test_a_summary_that_would_not_be_taken_is_cut_between_its_parts(make: Make) -> None:
    (task,) = grade_full_of("words").tasks
    line = "words " * 80 + "\n"
    tests = tuple(replace(task.tests[2], message=f"{number} {8 * line}") for number in range(900))
    large = replace(grade_full_of("words"), tasks=(replace(task, tests=tests),))
    said = summary(make(large))
    assert 0.9 * MOST_BYTES < len(said.encode()) < 1 << 20
    assert said.endswith("More does not fit in here; the report has all of it.\n")
    assert faults(said) == []
