class Range:
    def __init__(self, low, high):
        self.low, self.high = low, high

    def parse(self, text):
        number = int(text)
        if number not in range(self.low, self.high + 1):
            raise ValueError(text)
        return number


def ask_number(prompt, low, high):
    numbers = Range(low, high)
    try:
        return numbers.parse(input(prompt))
    except ValueError:
        print(f"Please enter a number from {low} to {high}.")
        return ask_number(prompt, low, high)
