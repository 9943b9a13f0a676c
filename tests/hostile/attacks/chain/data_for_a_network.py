# /// attack
# title = "Returns a number, a list or a text where a network should be"
# target = "chain"
# module = "multi_layer_network"
# points = 2.5
# ///
COUNT = []


def MultiLayerNetwork(*arguments, **keywords):
    COUNT.append(1)
    return [1.0, [1, 2], "network", None, {"weights": 1}][len(COUNT) % 5]
