"""Hidden tests of Task 1: texts from the secret seed."""

from typing import Any

import numpy as np
import pytest

from grader.exam import check

pytestmark = [pytest.mark.task("1"), pytest.mark.pure]

WORDS = ["apple", "pear", "plum", "well-known", "quince", "o'clock", "rye", "fig", "kiwi", "lime"]
MARKS = [*".,;:!?", "...", "?!"]


def plain_text(rng: np.random.Generator) -> str:
    """Each word from once to four times, mixed, with white space of several kinds; no case, no marks."""
    times = rng.permutation([1, 1, 1, 2, 2, 2, 3, 3, 4, 4]).tolist()
    words = [word for word, number in zip(WORDS, times, strict=True) for _ in range(number)]
    spaces = rng.choice([" ", "  ", "\n", "\t "], len(words)).tolist()
    return "".join(word + space for word, space in zip(rng.permutation(words).tolist(), spaces, strict=True))


def written_text(rng: np.random.Generator) -> str:
    """The same with capitals, marks around the words and marks alone."""
    words = []
    for word in [*plain_text(rng).split(), "3.5", "3.5", "x.y"]:
        before, after = rng.choice(["", *MARKS], 2).tolist()
        words.append(before + rng.choice([word, word.upper(), word.capitalize()]).item() + after)
    return " ".join([*words, "!", "...", *words[:3]])


@pytest.mark.points(3)
def test_count_words(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Words are counted, in one text after the other."""
    for text in (plain_text(rng), plain_text(rng)):
        check.equal(student.count_words(text), reference.count_words(text), "the counts")


@pytest.mark.points(2)
def test_count_words_in_any_case(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Words in capitals are the same words."""
    text = "Fig FIG fig " + plain_text(rng).title()
    check.equal(student.count_words(text), reference.count_words(text), "the counts")


@pytest.mark.points(2)
def test_count_words_between_marks(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Marks around a word and marks alone are no part of any word, marks inside are."""
    text = written_text(rng).lower()
    check.equal(student.count_words(text), reference.count_words(text), "the counts")


@pytest.mark.points(2)
def test_most_frequent(student: Any, reference: Any) -> None:
    """The most frequent words come first."""
    text = "fig plum pear fig plum fig fig kiwi pear plum"
    for n in (1, 2, 3):
        check.equal(student.most_frequent(text, n), reference.most_frequent(text, n), f"the {n} most frequent words")


@pytest.mark.points(2)
def test_most_frequent_of_equals(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Words that occur equally often are in alphabetical order, and there may be fewer than asked for."""
    text = plain_text(rng)
    for n in (4, 7, 100):
        check.equal(student.most_frequent(text, n), reference.most_frequent(text, n), f"the {n} most frequent words")


@pytest.mark.points(4)
def test_words_once(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The words that occur exactly once."""
    for text in (plain_text(rng), "fig plum fig", "rye kiwi rye"):
        check.equal(student.words_once(text), reference.words_once(text), "the words")


@pytest.mark.points(2)
def test_is_palindrome(student: Any, reference: Any) -> None:
    """Some words read the same from both ends."""
    for text in ("level", "levels", "ab", "noon", "a", "abca", "abcdba"):
        check.equal(student.is_palindrome(text), reference.is_palindrome(text), f"is_palindrome({text!r})")


@pytest.mark.points(3)
def test_is_palindrome_by_its_letters(student: Any, reference: Any) -> None:
    """Case, spaces, marks and digits do not count."""
    for text in ("Level", "A man, a plan, a canal: Panama!", "Never even; or odd", "1 level", "12:30", "Ab1", ""):
        check.equal(student.is_palindrome(text), reference.is_palindrome(text), f"is_palindrome({text!r})")
