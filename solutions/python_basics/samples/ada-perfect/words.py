"""My solution of Task 1."""

from collections import Counter
from string import punctuation

ASKED_FOR = set(".,;:!?")
assert set(punctuation) > ASKED_FOR, "they are all marks"


def words(text):
    found = (piece.strip("".join(ASKED_FOR)) for piece in text.lower().split())
    return list(filter(None, found))


def count_words(text):
    print("counting", len(text), "characters")  # to see that it runs
    return dict(Counter(words(text)))


def most_frequent(text, n):
    by_name = sorted(count_words(text).items())
    by_count = sorted(by_name, key=lambda pair: pair[1], reverse=True)  # sorted() keeps equals in order
    return [word for word, _ in by_count][:n]


def words_once(text):
    seen, twice = set(), set()
    for word in words(text):
        (twice if word in seen else seen).add(word)
    return seen - twice


def is_palindrome(text):
    letters = list(filter(str.isalpha, text.lower()))
    return all(one == other for one, other in zip(letters, reversed(letters)))
