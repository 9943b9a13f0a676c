# what somebody writes in the first weeks
def clean(word):
    while word != "" and word[0] in ".,;:!?":
        word = word[1:]
    while word != "" and word[-1] in ".,;:!?":
        word = word[:-1]
    return word.lower()


def count_words(text):
    counts = {}
    for word in text.split():
        word = clean(word)
        if word == "":
            continue
        if word in counts:
            counts[word] = counts[word] + 1
        else:
            counts[word] = 1
    return counts


def most_frequent(text, n):
    counts = count_words(text)
    result = []
    while len(result) < n and len(counts) > 0:
        best = None
        for word in counts:
            if best is None or counts[word] > counts[best] or (counts[word] == counts[best] and word < best):
                best = word
        result.append(best)
        del counts[best]
    return result


def words_once(text):
    counts = count_words(text)
    once = set()
    for word in counts:
        if counts[word] == 1:
            once.add(word)
    return once


def is_palindrome(text):
    letters = ""
    for c in text:
        if c.isalpha():
            letters = letters + c.lower()
    for i in range(len(letters)):
        if letters[i] != letters[len(letters) - 1 - i]:
            return False
    return True
