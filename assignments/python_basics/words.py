"""Task 1: the words of a text."""


def count_words(text: str) -> dict[str, int]:
    """Returns each word of the text and how often it occurs."""
    raise NotImplementedError


def most_frequent(text: str, n: int) -> list[str]:
    """Returns the n most frequent words, the most frequent first, equally frequent ones in alphabetical order."""
    raise NotImplementedError


def words_once(text: str) -> set[str]:
    """Returns the words that occur exactly once."""
    raise NotImplementedError


def is_palindrome(text: str) -> bool:
    """Returns whether the letters of the text read the same from both ends, in whatever case."""
    raise NotImplementedError
