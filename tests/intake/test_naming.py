"""Names of files: what is shown, what can be kept, what resembles a task's module, and what becomes an id."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.intake.naming import MatchQuality, default_id, match_name, safe_id, twin_key, usable

MODULES = ["gradient_flow", "task", "task_1"]
any_text = st.text(st.characters(), max_size=300)  # surrogates and control characters included


@pytest.mark.parametrize(
    "filename, meant",
    [
        ("gradient_flow.py", ("gradient_flow", MatchQuality.EXACT)),
        ("Gradient_Flow.py", ("gradient_flow", MatchQuality.CASE)),
        ("GRADIENT_FLOW.PY", ("gradient_flow", MatchQuality.CASE)),
        ("gradient_flow (1).py", ("gradient_flow", MatchQuality.COPY)),
        ("gradient_flow(12).py", ("gradient_flow", MatchQuality.COPY)),
        ("gradient_flow-1.py", ("gradient_flow", MatchQuality.COPY)),
        ("gradient_flow 2.py", ("gradient_flow", MatchQuality.COPY)),
        ("gradient_flow copy.py", ("gradient_flow", MatchQuality.COPY)),
        ("gradient_flow copy 2.py", ("gradient_flow", MatchQuality.COPY)),
        ("gradient_flow - Copy.py", ("gradient_flow", MatchQuality.COPY)),
        ("gradient_flow - Copy (3).py", ("gradient_flow", MatchQuality.COPY)),
        ("gradient_flow_v2.py", ("gradient_flow", MatchQuality.COPY)),
        ("Gradient_Flow_V2-1 (1).py", ("gradient_flow", MatchQuality.COPY)),
        ("task_1.py", ("task_1", MatchQuality.EXACT)),
        ("task_1 (1).py", ("task_1", MatchQuality.COPY)),
        ("task_2.py", ("task", MatchQuality.COPY)),
        ("gradient_flow_helpers.py", None),
        ("gradient_flow.txt", None),
        ("gradient_flow", None),
        ("my_gradient_flow.py", None),
        ("gradient_flowcopy.py", None),
    ],
)
def test_case_and_copy_suffixes_and_nothing_else_make_a_variant(
    filename: str, meant: tuple[str, MatchQuality] | None
) -> None:
    assert match_name(filename, MODULES) == meant


@given(any_text)
@settings(max_examples=300)
def test_an_id_is_one_safe_path_component_and_stays_itself(name: str) -> None:
    made = default_id(name)
    assert made == safe_id(made)
    assert made[0] not in ".-"
    assert not set(made) & set("/\\\0 '\"$`;&|<>*?~:\n")
    assert all(unicodedata.category(char)[0] != "C" for char in made)
    assert len(made.encode()) <= 120


@pytest.mark.parametrize(
    "name, made",
    [
        ("jane", "jane"),
        ("jane.zip", "jane"),
        ("jane.tar.gz", "jane"),
        ("jane.TGZ", "jane"),
        ("solution.py", "solution"),
        ("Doe, Jane_123_assignsubmission_file", "Doe_Jane_123_assignsubmission_file"),
        ("हिन्दी", "हिन्दी"),
        ("..", "submission"),
        (".hidden", "hidden"),
        ("-rf", "rf"),
        ("", "submission"),
    ],
)
def test_an_id_is_what_a_person_would_expect(name: str, made: str) -> None:
    assert default_id(name) == made


def test_names_that_cannot_be_written_again_are_not_usable() -> None:
    assert usable("data/größe 1.csv")
    for name in ("a\nb", "a\x7f", "a\udc80", "x" * 256, "ü" * 128, "/".join("a" * 33)):
        assert not usable(name)


def test_twins_are_equal_except_for_case_or_unicode_form() -> None:
    assert twin_key("Lösung.py") == twin_key("lo\u0308sung.PY")
    assert twin_key("straße") == twin_key("STRASSE")
    assert twin_key("a.py") != twin_key("b.py")
