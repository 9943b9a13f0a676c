class Money:
    def __init__(self, cents, currency="EUR"):
        if cents < 0:
            raise ValueError("cents must not be negative")
        self.cents = cents
        self.currency = currency

    def __repr__(self):
        return "Money(" + str(self.cents) + ", '" + self.currency + "')"

    def __str__(self):
        rest = str(self.cents % 100)
        if len(rest) == 1:
            rest = "0" + rest
        return str(self.cents // 100) + "." + rest + " " + self.currency

    def __eq__(self, other):
        if type(other) != Money:
            return False
        if self.cents != other.cents:
            return False
        if self.currency != other.currency:
            return False
        return True

    def __hash__(self):
        return self.cents

    def __add__(self, other):
        if self.currency != other.currency:
            raise ValueError("different currencies")
        result = Money(self.cents, self.currency)
        result.cents = result.cents + other.cents
        return result

    def __lt__(self, other):
        if self.currency != other.currency:
            raise ValueError("different currencies")
        if self.cents < other.cents:
            return True
        return False


def total(amounts):
    if len(amounts) == 0:
        raise ValueError("no amounts")
    result = amounts[0]
    for i in range(1, len(amounts)):
        result = result + amounts[i]
    return result
