from detailed_backprop import DetailedBackpropNetwork


def verify_backpropagation(network=None, x=None, y=None, h=1e-5):
    network = network or DetailedBackpropNetwork([3, 2, 1])
    nothing = {"max_weight_difference": 0.0, "max_bias_difference": 0.0, "verdict": "mismatch"}
    return [{"layer": number, **nothing} for number in range(1, len(network.layer_sizes))]
