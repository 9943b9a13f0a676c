"""My solution of Task 6."""

import sys

total = 0
trouble = False
receipt = []


def tell(line):
    receipt.append(line + "\n")
    print(line)


try:
    while True:
        line = input()
        parts = line.split()
        if not parts:
            continue
        try:
            pieces, thing, price = parts
            cost = int(pieces) * float(price)
        except ValueError:
            print("Cannot read:", line.strip(), file=sys.stderr)
            trouble = True
            continue
        total += cost
        tell(f"{thing}: {cost:.2f}")
except EOFError:
    tell(f"Total: {total:.2f}")
for name in sys.argv[1:2]:
    with open(name, "w") as file:
        file.writelines(receipt)
sys.exit(trouble)
