import sys

import numpy as np


def analyze_gradient_flow(networks, x, y):
    all_results = {}
    for name, net in networks.items():
        sys.stderr.write(f"analysing {name}\n")
        out, acts, zs = net.forward_pass(x)
        gw, gb, mags = net.backward_pass(x, y, acts, zs)
        r = {"magnitudes": mags, "num_layers": net.num_layers, "activations": acts, "z_values": zs}
        if net.num_layers > 1:
            ratio = np.float64(mags[0]) / np.float64(mags[-1])
            print(f"{name}: first {mags[0]:.3e} last {mags[-1]:.3e} ratio {ratio:.3e}")
            r["decay_ratio"] = ratio
            if ratio < 0.01:
                r["diagnosis"] = "severe vanishing"
            elif ratio < 0.1:
                r["diagnosis"] = "moderate vanishing"
            elif ratio > 10:
                r["diagnosis"] = "exploding"
            else:
                r["diagnosis"] = "healthy"
        else:
            print(f"{name}: nothing to compare")
            r["decay_ratio"], r["diagnosis"] = None, None
        r["saturated_layers"] = []
        r["mean_abs_z"] = [float(np.abs(z).mean()) for z in zs]
        if net.activation == "sigmoid":
            for k in range(net.num_layers - 1):
                if abs(zs[k].mean()) > 3:
                    print(f"  !! layer {k + 1} is saturated")
                    r["saturated_layers"].append(k + 1)
        r["by"] = "analyze_gradient_flow"
        all_results[name] = r
    return all_results
