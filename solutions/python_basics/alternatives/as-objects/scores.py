class Score:
    def __init__(self, name):
        self.name, self.numbers = name, []

    @property
    def mean(self):
        return sum(self.numbers) / len(self.numbers)

    def __lt__(self, other):
        return (other.mean, self.name) < (self.mean, other.name)

    def __str__(self):
        return f"{self.name}: {self.mean:.1f}\n"


class Line:
    def __init__(self, number, text):
        self.number, self.text = number, text.strip()

    def matters(self):
        return self.text != "" and not self.text.startswith("#")

    def parse(self):
        try:
            name, numbers = self.text.split(":", maxsplit=1)
            return name.strip(), list(map(int, numbers.split()))
        except ValueError as error:
            raise ValueError(f"in line {self.number}: {error}") from error


def read_scores(path):
    scores = {}
    with open(path) as file:
        for line in map(Line, *zip(*enumerate(file, start=1))):
            if line.matters():
                name, numbers = line.parse()
                scores[name] = scores.get(name, []) + numbers
    return scores


def write_report(scores, path):
    rows = []
    for name, numbers in scores.items():
        row = Score(name)
        row.numbers = numbers
        if numbers:
            rows.append(row)
    with open(path, "w") as file:
        file.writelines(map(str, sorted(rows)))
