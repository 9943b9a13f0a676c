import numpy as np


def analyze_gradient_flow(networks, x, y):
    answer = {}
    for key, net in networks.items():
        _, activations, zs = net.forward_pass(x)
        nabla_w, nabla_b, norms = net.backward_pass(x, y, activations, zs)
        ratio = diagnosis = None
        if net.num_layers > 1:
            with np.errstate(all="ignore"):
                ratio = np.true_divide(norms[0], norms[-1])
            index = int(np.digitize(ratio, [0.01, 0.1]))
            diagnosis = ["severe vanishing", "moderate vanishing", "healthy"][index]
            if ratio > 10:
                diagnosis = "exploding"
        means = [np.mean(z) for z in zs[:-1]]
        saturated = np.flatnonzero(np.abs(means) > 3) + 1
        answer[key] = {
            "magnitudes": norms,
            "num_layers": net.num_layers,
            "activations": activations,
            "z_values": zs,
            "decay_ratio": ratio,
            "diagnosis": diagnosis,
            "saturated_layers": saturated.tolist() if net.activation == "sigmoid" else [],
            "mean_z": means,  # nice to have
        }
    return answer
