class Thing:
    def __init__(self, numbers):
        self.numbers = list(numbers)

    def __eq__(self, other):
        return isinstance(other, Thing) and self.numbers == other.numbers

    def __hash__(self):
        return hash(tuple(self.numbers))

    def __len__(self):
        return len(self.numbers)

    def __iter__(self):
        return iter(self.numbers)

    def __repr__(self):
        return f"Thing({', '.join(map(str, self.numbers))})"

    def __getitem__(self, index):
        return self.numbers[index]

    def __setitem__(self, index, number):
        self.numbers[index] = number

    def __contains__(self, number):
        return number in self.numbers

    def __add__(self, other):
        return Thing([sum(self.numbers), sum(other.numbers)])

    def __float__(self):
        return float(sum(self.numbers))


def make(numbers):
    return Thing(numbers)
