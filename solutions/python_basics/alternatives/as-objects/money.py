from functools import total_ordering


@total_ordering
class Money:
    __slots__ = ("cents", "currency")

    def __init__(self, cents, currency="EUR"):
        if not cents >= 0:
            raise ValueError(cents)
        self.cents, self.currency = cents, currency

    def _parts(self):
        return self.cents, self.currency

    def __repr__(self):
        return "Money" + repr(self._parts())

    def __str__(self):
        return f"{self.cents // 100}.{self.cents % 100:>02} {self.currency}"

    def __eq__(self, other):
        return isinstance(other, type(self)) and self._parts() == other._parts()

    def __hash__(self):
        return hash(self._parts())

    def __add__(self, other):
        if isinstance(other, Money) and other.currency == self.currency:
            return Money(self.cents + other.cents, self.currency)
        raise ValueError(f"cannot add {other!r}")

    def __lt__(self, other):
        if other.currency != self.currency:
            raise ValueError(f"cannot order {other!r}")
        return self.cents < other.cents


def total(amounts):
    iterator = iter(amounts)
    try:
        result = next(iterator)
    except StopIteration:
        raise ValueError("empty") from None
    for amount in iterator:
        result += amount
    return result
