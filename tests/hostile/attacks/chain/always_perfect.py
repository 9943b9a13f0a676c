# /// attack
# title = "Says that every gradient is perfect and measures nothing"
# target = "chain"
# module = "backprop_verification"
# points = 2.0
# ///
def verify_backpropagation(network=None, x=None, y=None, h=1e-5):
    layers = len(network.weights) if network is not None else 2
    return [
        {"layer": index + 1, "max_weight_difference": 1e-11, "max_bias_difference": 1e-11, "verdict": "perfect"}
        for index in range(layers)
    ]
