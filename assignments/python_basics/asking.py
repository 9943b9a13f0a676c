"""Task 4: asking until the answer is right."""


def ask_number(prompt: str, low: int, high: int) -> int:
    """Asks with input(prompt) until the answer is a whole number from low to high, and returns it.

    After each other answer it prints `Please enter a number from 1 to 6.` with low and high in place of 1 and 6.
    """
    raise NotImplementedError
