def read_scores(path):
    file = open(path)
    lines = file.readlines()
    file.close()
    result = {}
    for i in range(len(lines)):
        line = lines[i].strip()
        if line == "" or line[0] == "#":
            continue
        parts = line.split(":")
        if len(parts) != 2:
            raise ValueError("line " + str(i + 1) + " has no colon")
        name = parts[0].strip()
        if name not in result:
            result[name] = []
        for text in parts[1].split():
            try:
                result[name].append(int(text))
            except ValueError:
                raise ValueError("line " + str(i + 1) + ": " + text + " is no number")
    return result


def write_report(scores, path):
    rows = []
    for name in scores:
        if len(scores[name]) > 0:
            rows.append((-sum(scores[name]) / len(scores[name]), name))
    rows.sort()
    file = open(path, "w")
    for mean, name in rows:
        file.write(name + ": " + str(round(-mean, 1)) + "\n")
    file.close()
