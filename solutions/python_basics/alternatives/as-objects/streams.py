class collatz:
    def __init__(self, start):
        if start < 1:
            raise ValueError(start)
        self.next = start

    def __iter__(self):
        return self

    def __next__(self):
        if self.next is None:
            raise StopIteration
        found = self.next
        self.next = None if found == 1 else found // 2 if found % 2 == 0 else 3 * found + 1
        return found


def primes():
    multiples = {}
    number = 2
    while True:
        if number in multiples:
            for prime in multiples.pop(number):
                multiples.setdefault(number + prime, []).append(prime)
        else:
            yield number
            multiples[number * number] = [number]
        number += 1


class windows:
    def __init__(self, items, size):
        self.items, self.size, self.latest = iter(items), size, ()

    def __iter__(self):
        return self

    def __next__(self):
        self.latest = self.latest[1:]
        while len(self.latest) < self.size:
            self.latest += (next(self.items),)
        return self.latest
