"""Reference for Task 1. Trusted side; never handed out."""

MARKS = ".,;:!?"


def split_words(text: str) -> list[str]:
    """Returns the words of a text, in its order."""
    words = [part.strip(MARKS).lower() for part in text.split()]
    return [word for word in words if word]


def count_words(text: str) -> dict[str, int]:
    """Returns each word of the text and how often it occurs."""
    counts: dict[str, int] = {}
    for word in split_words(text):
        counts[word] = counts.get(word, 0) + 1
    return counts


def most_frequent(text: str, n: int) -> list[str]:
    """Returns the n most frequent words, the most frequent first, equally frequent ones in alphabetical order."""
    counts = count_words(text)
    return sorted(counts, key=lambda word: (-counts[word], word))[:n]


def words_once(text: str) -> set[str]:
    """Returns the words that occur exactly once."""
    return {word for word, count in count_words(text).items() if count == 1}


def is_palindrome(text: str) -> bool:
    """Returns whether the letters of the text read the same from both ends, in whatever case."""
    letters = [character.lower() for character in text if character.isalpha()]
    return letters == letters[::-1]
