# /// attack
# title = "Builds a deep value and many small ones, and answers with what was asked for"
# base = "solution"
# ///
right = double


def double(x):
    deep = value = []
    for _ in range(200):
        deep.append([])
        deep = deep[0]
    many = {number: [number] for number in range(10_000)}
    return right(x) if value and many else None
