from data_generators import load_sports_dataset
from detailed_backprop import DetailedBackpropNetwork


def flatten(nested):
    if hasattr(nested, "__len__"):
        for item in nested:
            yield from flatten(item)
    else:
        yield float(nested)


def largest(one, other):
    differences = [abs(p - q) for p, q in zip(flatten(one), flatten(other))]
    broken = [d for d in differences if d != d]
    return broken[0] if broken else max(differences)


def judge(*differences):
    for limit, word in ((1e-6, "perfect"), (1e-4, "good")):
        if all(d < limit for d in differences):
            return word
    return "mismatch"


def verify_backpropagation(network=None, x=None, y=None, h=1e-5):
    if network is None:
        network = DetailedBackpropNetwork([3, 2, 1])
    features, labels, _, _ = load_sports_dataset()
    x = features[0] if x is None else x
    y = labels[0] if y is None else y
    _, activations, zs = network.detailed_forward_pass(x, False)
    gw, gb, _ = network.detailed_backward_pass(x, y, activations, zs, False)
    nw, nb = network.numerical_gradients(x, y, h)
    reports = []
    for n in range(len(gw)):
        w, b = largest(gw[n], nw[n]), largest(gb[n], nb[n])
        reports += [{"layer": n + 1, "max_weight_difference": w, "max_bias_difference": b, "verdict": judge(w, b)}]
    return reports
