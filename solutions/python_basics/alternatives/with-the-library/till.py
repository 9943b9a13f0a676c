import fileinput
import re
import sys
from decimal import Decimal

printed, status, total = [], 0, Decimal(0)
for line in fileinput.input(files=("-",)):
    line = line.strip()
    if not line:
        continue
    found = re.fullmatch(r"(\d+)\s+(\S+)\s+(\d+\.?\d*)", line)
    if found:
        cost = int(found[1]) * Decimal(found[3])
        total += cost
        printed.append("%s: %.2f" % (found[2], cost))
    else:
        print("Cannot read:", line, file=sys.stderr)
        status = 1
printed.append(f"Total: {total:.2f}")
print(*printed, sep="\n")
for name in sys.argv[1:]:
    with open(name, "w") as file:
        print(*printed, sep="\n", file=file)
raise SystemExit(status)
