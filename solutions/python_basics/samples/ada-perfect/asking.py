"""My solution of Task 4."""


def ask_number(prompt, low, high):
    while (answer := understood(input(prompt))) not in range(low, high + 1):
        print("Please enter a number from", low, "to", f"{high}.")
    return answer


def understood(text):
    try:
        return int(text)
    except ValueError:
        return None
