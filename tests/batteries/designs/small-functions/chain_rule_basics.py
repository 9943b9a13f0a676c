import numpy as np


def demonstrate_chain_rule_basics(x=2.0, t=0.5, inputs=(2.0, 1.0, 1.0), weights=(0.3, 0.5, 0.4), bias=0.1, step=1e-6):
    result = {}

    # 1. one variable
    g = lambda v: v ** 2 + 1
    h = lambda v: np.sin(g(v))
    d = {"g": g(x), "h": h(x), "dg_dx": 2 * x, "dh_dg": np.cos(g(x))}
    d["dh_dx"] = d["dg_dx"] * d["dh_dg"]
    d["dh_dx_numerical"] = slope_at(h, x, step)
    result["single"] = d

    # 2. two paths
    X, Y = np.cos(t), np.sin(t)
    d = {"x": X, "y": Y, "z": X * X * Y, "dz_dx": 2 * X * Y, "dz_dy": X * X, "dx_dt": -Y, "dy_dt": X}
    d["dz_dt"] = sum(d["dz_d" + v] * d["d" + v + "_dt"] for v in "xy")
    d["dz_dt_numerical"] = slope_at(lambda s: np.cos(s) ** 2 * np.sin(s), t, step)
    result["multi"] = d

    # 3. a neuron
    p, w = np.array(inputs, dtype=float), np.array(weights, dtype=float)
    z = np.dot(w, p) + bias
    a = logistic(z)
    da_dz = a * (1 - a)
    result["neuron"] = {
        "z": z, "a": a, "da_dz": da_dz, "dz_dw": p, "da_dw": da_dz * p, "da_db": da_dz, "da_dx": da_dz * w,
        "da_dw_numerical": np.array([slope_at(lambda v: logistic(np.dot(np.where(np.arange(len(w)) == i, v, w), p) + bias), w[i], step)
                                     for i in range(len(w))]),
    }
    return result


def logistic(v):
    return 1 / (1 + np.exp(-v))


def slope_at(f, v, step):
    return (f(v + step) - f(v - step)) / (2 * step)
