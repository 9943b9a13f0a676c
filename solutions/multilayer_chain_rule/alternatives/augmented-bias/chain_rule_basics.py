# The bias is the weight of an input that is always 1. So there is only one kind of parameter.
import numpy as np
from activations import sigmoid, sigmoid_derivative


def central(f, p, step):
    up, down = f(p + step), f(p - step)
    return (up - down) / step / 2


def demonstrate_chain_rule_basics(x=2.0, t=0.5, inputs=(2.0, 1.0, 1.0), weights=(0.3, 0.5, 0.4), bias=0.1, step=1e-6):
    x1 = np.r_[np.asarray(inputs, float), 1.0]
    w1 = np.r_[np.asarray(weights, float), bias]
    z = x1 @ w1
    s = float(sigmoid_derivative(z))
    full = s * x1
    single = {"g": 1 + x * x, "h": np.sin(1 + x * x), "dg_dx": x + x, "dh_dg": np.cos(1 + x * x)}
    single["dh_dx"] = single["dg_dx"] * single["dh_dg"]
    single["dh_dx_numerical"] = central(lambda p: np.sin(1 + p * p), x, step)
    c, d = np.cos(t), np.sin(t)
    multi = {"x": c, "y": d, "z": c * c * d, "dz_dx": 2 * c * d, "dz_dy": c * c, "dx_dt": -d, "dy_dt": c}
    multi["dz_dt"] = 2 * c * d * (-d) + c * c * c
    multi["dz_dt_numerical"] = central(lambda p: np.cos(p) ** 2 * np.sin(p), t, step)
    basis = np.eye(len(w1))[:-1]
    neuron = {
        "z": z, "a": float(sigmoid(z)), "da_dz": s, "dz_dw": x1[:-1], "da_dw": full[:-1], "da_db": full[-1], "da_dx": (s * w1)[:-1],
        "da_dw_numerical": np.array([central(lambda p, e=e: float(sigmoid(x1 @ (w1 + p * e))), 0.0, step) for e in basis]),
    }
    return {"single": single, "multi": multi, "neuron": neuron}
