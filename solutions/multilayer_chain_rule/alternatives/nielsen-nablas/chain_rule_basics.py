import numpy as np

sigmoid = lambda z: 1.0 / (1.0 + np.exp(-z))
sigmoid_prime = lambda z: sigmoid(z) * (1 - sigmoid(z))


def demonstrate_chain_rule_basics(
    x=2.0, t=0.5, inputs=(2.0, 1.0, 1.0), weights=(0.3, 0.5, 0.4), bias=0.1, step=1e-6
):
    g = x ** 2 + 1.0
    out = {"single": {}, "multi": {}, "neuron": {}}
    s = out["single"]
    s["g"], s["h"] = g, np.sin(g)
    s["dg_dx"], s["dh_dg"] = 2.0 * x, np.cos(g)
    s["dh_dx"] = np.cos(x ** 2 + 1) * 2 * x
    s["dh_dx_numerical"] = np.diff(np.sin(np.array([x - step, x + step]) ** 2 + 1))[0] / (2 * step)

    m = out["multi"]
    m["x"], m["y"] = np.cos(t), np.sin(t)
    m["z"] = np.cos(t) ** 2 * np.sin(t)
    m["dz_dx"], m["dz_dy"] = 2 * m["x"] * m["y"], m["x"] ** 2
    m["dx_dt"], m["dy_dt"] = -m["y"], m["x"]
    m["dz_dt"] = np.dot([m["dz_dx"], m["dz_dy"]], [m["dx_dt"], m["dy_dt"]])
    z_of = lambda u: np.cos(u) ** 2 * np.sin(u)
    m["dz_dt_numerical"] = (z_of(t + step) - z_of(t - step)) / (2 * step)

    n = out["neuron"]
    i, w = np.array(inputs, dtype=float), np.array(weights, dtype=float)
    n["z"] = np.dot(w, i) + bias
    n["a"] = sigmoid(n["z"])
    n["da_dz"] = sigmoid_prime(n["z"])
    n["dz_dw"] = i
    n["da_dw"] = n["da_dz"] * i
    n["da_db"] = n["da_dz"]
    n["da_dx"] = n["da_dz"] * w
    nudges = step * np.identity(len(w))
    n["da_dw_numerical"] = (sigmoid((w + nudges) @ i + bias) - sigmoid((w - nudges) @ i + bias)) / (2 * step)
    return out
