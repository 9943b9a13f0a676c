"""With Counter, string methods and a comparison of joined letters."""
from collections import Counter


def _words(text):
    for part in text.casefold().split():
        part = part.strip(".,;:!?")
        if part:
            yield part


def count_words(text):
    return dict(Counter(_words(text)))


def most_frequent(text, n):
    by_name = sorted(Counter(_words(text)).items())
    return [word for word, _ in sorted(by_name, key=lambda item: item[1], reverse=True)][:n]


def words_once(text):
    return set(w for w, c in Counter(_words(text)).items() if c < 2)


def is_palindrome(text):
    letters = "".join(filter(str.isalpha, text)).upper()
    return letters == "".join(reversed(letters))
