"""Reference for Task 2. Trusted side; never handed out."""


class Money:
    """An amount of money: `cents`, which are never negative, of a `currency`."""

    def __init__(self, cents: int, currency: str = "EUR") -> None:
        if cents < 0:
            raise ValueError(f"{cents} cents are negative")
        self.cents = cents
        self.currency = currency

    def __repr__(self) -> str:
        return f"Money({self.cents!r}, {self.currency!r})"

    def __str__(self) -> str:
        return f"{self.cents // 100}.{self.cents % 100:02d} {self.currency}"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return (self.cents, self.currency) == (other.cents, other.currency)

    def __hash__(self) -> int:
        return hash((self.cents, self.currency))

    def __add__(self, other: "Money") -> "Money":
        self.check(other)
        return Money(self.cents + other.cents, self.currency)

    def __lt__(self, other: "Money") -> bool:
        self.check(other)
        return self.cents < other.cents

    def check(self, other: "Money") -> None:
        """Raises ValueError if the currencies differ."""
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} are different currencies")


def total(amounts: list[Money]) -> Money:
    """Returns the sum of at least one amount; raises ValueError if there is none."""
    if not amounts:
        raise ValueError("there is no amount")
    first, *others = amounts
    return sum(others, start=first)
