"""Task 2: a class for money."""


class Money:
    """An amount of money: `cents`, which are never negative, of a `currency`."""

    def __init__(self, cents: int, currency: str = "EUR") -> None:
        """Raises ValueError if cents are negative."""
        raise NotImplementedError

    def __repr__(self) -> str:
        """Returns a text like `Money(1250, 'EUR')`."""
        raise NotImplementedError

    def __str__(self) -> str:
        """Returns a text like `12.50 EUR`."""
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        """Returns whether cents and currency are equal."""
        raise NotImplementedError

    def __hash__(self) -> int:
        """Returns the same number for equal amounts."""
        raise NotImplementedError

    def __add__(self, other: "Money") -> "Money":
        """Returns the sum, a new amount; raises ValueError if the currencies differ."""
        raise NotImplementedError

    def __lt__(self, other: "Money") -> bool:
        """Returns whether this is less; raises ValueError if the currencies differ."""
        raise NotImplementedError


def total(amounts: list[Money]) -> Money:
    """Returns the sum of at least one amount; raises ValueError if there is none."""
    raise NotImplementedError
