"""docs/messages.md has every sentence of the grader's own errors, below what it means and what to do."""

import pytest

from tests.support.messages import expected, listed, passed_on, raised, section_of

HOW = "run `python -m tests.support.messages`, and look whether what the section says still holds"

PASSED_ON = {
    "grader/exam/running/session.py": "what pytest says when it cannot collect the hidden tests",
    "grader/gradebook/visibility.py": "why results are held back, with the time: too_early",
    "grader/host/doctor/examination.py": "what the machine lacks: grader.host.levels",
    "grader/host/levels.py": "the same, of one level",
    "grader/host/zygote.py": "what the zygote says of itself",
    "grader/intake/entries.py": "what was wrong with one work of a class: the other modules of grader.intake",
    "grader/intake/root.py": "the same",
}


@pytest.mark.parametrize("heading", listed())
def test_a_section_lists_the_sentences_of_its_places(heading: str) -> None:
    _, sentences = listed()[heading]
    assert sentences == expected(heading), HOW


def test_every_error_of_the_grader_belongs_to_a_section() -> None:
    homeless = [module for module in raised() if not section_of(module)]
    assert not homeless, "name the module in the comment of the section that says what to do"
    assert len(raised()) > 80  # modules that make such errors: reading the source found them


def test_the_sentences_that_are_not_read_from_the_source_are_made_elsewhere() -> None:
    assert passed_on() <= PASSED_ON.keys(), "write the sentence where the error is made, or say here who makes it"


def test_every_place_that_a_section_names_makes_errors() -> None:
    places = {place for places, _ in listed().values() for place in places}
    assert places == {
        place for place in places if any(module == place or module.startswith(f"{place}/") for module in raised())
    }
