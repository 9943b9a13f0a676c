import sys


class Till:
    def __init__(self):
        self.lines, self.total, self.status = [], 0, 0

    def scan(self, line):
        try:
            number, name, price = line.split()
            cents = int(number) * round(float(price) * 100)
        except ValueError:
            self.status = 1
            sys.stderr.write(f"Cannot read: {line}\n")
            return
        self.total += cents
        self.lines.append(f"{name}: {self.shown(cents)}")

    @staticmethod
    def shown(cents):
        return f"{cents // 100}.{cents % 100:02d}"

    def __str__(self):
        return "\n".join([*self.lines, f"Total: {self.shown(self.total)}"])


if __name__ == "__main__":
    till = Till()
    for line in sys.stdin.read().splitlines():
        if line.strip():
            till.scan(line)
    print(till)
    if sys.argv[1:]:
        with open(sys.argv[1], "w") as file:
            print(till, file=file)
    sys.exit(till.status)
