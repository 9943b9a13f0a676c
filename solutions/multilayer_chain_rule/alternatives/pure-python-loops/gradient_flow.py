def analyze_gradient_flow(networks, x, y):
    result = {}
    for name in networks:
        net = networks[name]
        out, acts, zs = net.forward_pass(x)
        gw, gb, mags = net.backward_pass(x, y, acts, zs)
        L = net.num_layers
        if L == 1:
            ratio = None
            diagnosis = None
        else:
            ratio = mags[0] / mags[-1]
            if ratio < 0.01:
                diagnosis = "severe vanishing"
            elif ratio < 0.1:
                diagnosis = "moderate vanishing"
            elif ratio <= 10:
                diagnosis = "healthy"
            else:
                diagnosis = "exploding"
        saturated = []
        if net.activation == "sigmoid":
            for l in range(L - 1):
                total = 0.0
                for v in zs[l]:
                    total += v
                mean = total / len(zs[l])
                if mean > 3 or mean < -3:
                    saturated.append(l + 1)
        result[name] = {
            "magnitudes": mags,
            "num_layers": L,
            "activations": acts,
            "z_values": zs,
            "decay_ratio": ratio,
            "diagnosis": diagnosis,
            "saturated_layers": saturated,
        }
    return result
