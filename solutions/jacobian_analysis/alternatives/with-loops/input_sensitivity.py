def classify_inputs(jacobian, names, low=0.1, high=1.0):
    sensitivities, classes = {}, {}
    for j, name in enumerate(names):
        total = 0.0
        for row in jacobian:
            total += float(row[j]) ** 2
        length = total ** 0.5
        sensitivities[name] = length
        if length > high:
            classes[name] = "sensitive"
        elif length >= low:
            classes[name] = "moderate"
        else:
            classes[name] = "insensitive"
    ranking = sorted(names)
    ranking.sort(key=lambda name: sensitivities[name], reverse=True)
    return {"sensitivities": sensitivities, "classes": classes, "ranking": ranking}
