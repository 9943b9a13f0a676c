# /// attack
# title = "Answers with a value nested fourteen deep in two kinds, each of which would be described"
# endings = ["returned"]
# ///
def tree(depth, flip=False):
    if depth == 0:
        return 1 if flip else 1.0
    pair = (tree(depth - 1), tree(depth - 1, True))
    return list(pair) if flip else pair


def attack(*arguments, **keywords):
    return tree(14)
