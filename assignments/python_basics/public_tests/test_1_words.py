"""Task 1: the examples of the handout."""

from types import ModuleType

import pytest

TEXT = "To be, or not to be!"


def test_count_words(student: ModuleType) -> None:
    """Each word is counted."""
    assert student.count_words(TEXT) == {"to": 2, "be": 2, "or": 1, "not": 1}


def test_most_frequent(student: ModuleType) -> None:
    """The most frequent words come first."""
    assert student.most_frequent(TEXT, 3) == ["be", "to", "not"]


def test_words_once(student: ModuleType) -> None:
    """A set holds the words that occur once."""
    assert student.words_once(TEXT) == {"or", "not"}


@pytest.mark.parametrize("text,expected", [("Never odd or even.", True), ("Never even or odd.", False)])
def test_is_palindrome(student: ModuleType, text: str, expected: bool) -> None:
    """Letters alone count."""
    assert student.is_palindrome(text) is expected
