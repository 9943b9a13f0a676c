from itertools import count, islice, tee


def collatz(start):
    if start <= 0:
        raise ValueError
    def row(n):
        yield n
        if n != 1:
            yield from row([n // 2, 3 * n + 1][n % 2])
    return row(start)


def primes():
    return (n for n in count(2) if all(n % d for d in range(2, int(n**0.5) + 1)))


def windows(items, size):
    copies = tee(items, size)
    return zip(*(islice(each, place, None) for place, each in enumerate(copies)))
