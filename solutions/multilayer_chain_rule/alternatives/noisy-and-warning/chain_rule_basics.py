import logging
import sys
import warnings

import numpy as np

warnings.simplefilter("always")
logging.basicConfig(filename="homework.log", level=logging.DEBUG)
print("importing task 1.1 ...")
print("this goes to stderr", file=sys.stderr)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))  # overflows for very negative z, but the result is right


def sigmoid_prime(z):
    warnings.warn("I am about to differentiate a sigmoid", UserWarning)
    return sigmoid(z) * (1 - sigmoid(z))


def demonstrate_chain_rule_basics(x=2.0, t=0.5, inputs=(2.0, 1.0, 1.0), weights=(0.3, 0.5, 0.4), bias=0.1, step=1e-6):
    logging.debug("x=%s t=%s inputs=%s weights=%s", x, t, inputs, weights)
    np.float64(1.0) / np.float64(0.0)  # RuntimeWarning
    print("=" * 60)
    print("TASK 1.1".center(60))
    print("=" * 60)
    g = x**2 + 1
    single = {"g": g, "h": np.sin(g), "dg_dx": 2 * x, "dh_dg": np.cos(g), "dh_dx": 2 * x * np.cos(g)}
    single["dh_dx_numerical"] = (np.sin((x + step) ** 2 + 1) - np.sin((x - step) ** 2 + 1)) / 2 / step
    single["error"] = abs(single["dh_dx"] - single["dh_dx_numerical"])
    for k, v in single.items():
        print(f"{k:>20s} = {v}")
    X, Y = np.cos(t), np.sin(t)
    multi = {"x": X, "y": Y, "z": X**2 * Y, "dz_dx": 2 * X * Y, "dz_dy": X**2, "dx_dt": -Y, "dy_dt": X}
    multi["dz_dt"] = -2 * X * Y**2 + X**3
    f = lambda t: np.cos(t) ** 2 * np.sin(t)
    multi["dz_dt_numerical"] = (f(t + step) - f(t - step)) / 2 / step
    for k, v in multi.items():
        print(f"{k:>20s} = {v}")
    w, i = np.array(weights, dtype="float64"), np.array(inputs, dtype="float64")
    z = (w * i).sum() + bias
    s = sigmoid_prime(z)
    numerical = []
    for k in range(w.size):
        up, down = w.copy(), w.copy()
        up[k] += step
        down[k] -= step
        numerical.append((sigmoid((up * i).sum() + bias) - sigmoid((down * i).sum() + bias)) / 2 / step)
    neuron = {"z": z, "a": sigmoid(z), "da_dz": s, "dz_dw": i, "da_dw": s * i, "da_db": s, "da_dx": s * w,
              "da_dw_numerical": np.array(numerical), "note": "all done"}
    print(neuron)
    return {"single": single, "multi": multi, "neuron": neuron, "author": "me"}
