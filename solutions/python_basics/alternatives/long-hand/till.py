import sys

total = 0
status = 0
receipt = ""
while True:
    try:
        line = input()
    except EOFError:
        break
    parts = line.split()
    if len(parts) == 0:
        continue
    try:
        if len(parts) != 3:
            raise ValueError
        price = int(parts[0]) * float(parts[2])
    except ValueError:
        print("Cannot read: " + line, file=sys.stderr)
        status = 1
        continue
    total = total + price
    receipt = receipt + parts[1] + ": " + format(price, ".2f") + "\n"
receipt = receipt + "Total: " + format(total, ".2f") + "\n"
print(receipt, end="")
if len(sys.argv) == 2:
    file = open(sys.argv[1], "w")
    file.write(receipt)
    file.close()
sys.exit(status)
