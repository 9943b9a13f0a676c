import re

EDGES = re.compile(r"^[.,;:!?]+|[.,;:!?]+$")


class Text:
    def __init__(self, text):
        self.words = [word for word in (EDGES.sub("", each).lower() for each in text.split()) if word]

    def __getitem__(self, word):
        return self.words.count(word)

    def __iter__(self):
        return iter(dict.fromkeys(self.words))


def count_words(text):
    found = Text(text)
    return {word: found[word] for word in found}


def most_frequent(text, n):
    found = Text(text)
    return sorted(sorted(found), key=found.__getitem__, reverse=True)[:n]


def words_once(text):
    found = Text(text)
    return frozenset(word for word in found if found[word] == 1)


def is_palindrome(text):
    letters = re.sub(r"[\W\d_]", "", text.lower())
    return all(one == other for one, other in zip(letters, letters[::-1]))
