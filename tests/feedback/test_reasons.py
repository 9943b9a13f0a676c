"""The same reason is said once, and what differs in it stays with whom it concerns."""

from grader.feedback.reasons import shared_reasons


def test_what_is_said_of_different_files_is_one_reason_and_the_files_stay_apart() -> None:
    said = [
        "'ada.ipynb' cannot be read as a notebook: line 3 is no JSON.",
        "The archive is damaged: pack the folder again.",
        "'it's mine.ipynb' cannot be read as a notebook: line 12 is no JSON.",
        "The archive is damaged: pack the folder again.",
        "'cy.ipynb' cannot be read as a notebook: line 3 is no JSON.",
    ]
    first, second = shared_reasons(said)
    assert first.sentence == "… cannot be read as a notebook: line … is no JSON."
    assert first.members == (0, 2, 4)
    assert first.details == ("'ada.ipynb', 3", "'it's mine.ipynb', 12", "'cy.ipynb', 3")
    assert (second.sentence, second.members, second.details) == (said[1], (1, 3), ("", ""))


def test_what_all_of_them_have_in_common_stays_in_the_sentence() -> None:
    said = [f"The student's 'one.py' has {size} MB: up to 4 MB are read." for size in (5, 6)]
    (shared,) = shared_reasons(said)
    assert shared.sentence == "The student's 'one.py' has … MB: up to 4 MB are read."
    assert shared.details == ("5", "6")


def test_lists_of_different_length_are_one_reason() -> None:
    said = [f"There are modules in several folders, {listed}: put them into one." for listed in (
        "'a' and 'b'", "'a', 'b' and 'c'", "'a', 'b', 'c' and 4 more",
    )]  # fmt: skip
    (shared,) = shared_reasons(said)
    assert shared.sentence == "There are modules in several folders, …: put them into one."


def test_a_sentence_alone_stays_as_it_is_and_others_are_not_mixed_with_it() -> None:
    said = ["'a.zip' is damaged.", "'a.zip' is encrypted.", ""]
    assert [(shared.sentence, shared.details) for shared in shared_reasons(said)] == [(each, ("",)) for each in said]
