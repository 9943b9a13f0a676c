"""Numbers that tell how many of them were taken; runs beside the student's code and holds no secret."""


class Counted:
    """1, 2, 3, and so on: more than anybody should take."""

    most = 1000

    def __init__(self) -> None:
        self.taken = 0

    def __iter__(self) -> "Counted":
        return self

    def __next__(self) -> int:
        if self.taken == self.most:
            raise StopIteration
        self.taken += 1
        return self.taken
