def ask_number(prompt, low, high):
    number = None
    while number is None:
        answer = input(prompt)
        try:
            number = int(answer)
        except:
            number = None
        if number is not None and (number < low or number > high):
            number = None
        if number is None:
            print("Please enter a number from", low, "to", str(high) + ".")
    return number
