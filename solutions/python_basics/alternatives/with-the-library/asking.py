def ask_number(prompt, low, high):
    allowed = {str(n): n for n in range(low, high + 1)}
    while (answer := input(prompt).strip()) not in allowed:
        print("Please enter a number from %s to %s." % (low, high))
    return allowed[answer]
