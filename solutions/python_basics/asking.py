"""Reference for Task 4. Trusted side; never handed out."""


def ask_number(prompt: str, low: int, high: int) -> int:
    """Asks with input(prompt) until the answer is a whole number from low to high, and returns it."""
    while True:
        answer = input(prompt)
        try:
            number = int(answer)
            if low <= number <= high:
                return number
        except ValueError:
            pass
        print(f"Please enter a number from {low} to {high}.")  # noqa: T201 # what the task asks for
