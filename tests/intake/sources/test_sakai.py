"""Sakai: folders in which there is nothing, times, and what was typed."""

from datetime import datetime

from tests.support.packing import Files, Read
from tests.support.platform_forms import ADA, BEN, Person, sakai


def test_everybody_with_a_folder_is_there(read: Read, solution: Files) -> None:
    eve = Person("Eve", "Moneypenny", 3, "em003")
    typed = {"Home work 2/Moneypenny, Eve(em003)/Moneypenny, Eve(em003)_submissionText.html": b"<p>def f(): ..."}
    feedback = {"Home work 2/Lovelace, Ada(al001)/Feedback Attachment(s)/from_us.py": b""}
    seen = read(sakai(ADA, solution) | sakai(BEN, {}) | sakai(eve, {}) | typed | feedback)
    ada, ben, moneypenny = sorted(seen.entries, key=lambda entry: entry.student.login)
    assert {part.name for part in ada.parts} == set(solution)
    assert ada.hand_in.at == datetime(2026, 3, 3, 23, 59, 1)  # noqa: DTZ001 # Sakai tells no zone
    assert ben.problem == "Nothing was handed in."
    assert "typed into Sakai" in moneypenny.problem
    assert not seen.strays
