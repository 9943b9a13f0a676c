# Task 1.1 - Dora
import ctypes
import math

import numpy as np

from activations import sigmoid
from my_helpers import log, slope


def single_part(x, step):
    def g(v):
        return v * v + 1

    def h(v):
        return math.sin(g(v))

    part = dict(g=g(x), h=h(x), dg_dx=2 * x, dh_dg=math.cos(g(x)))
    part["dh_dx"] = part["dh_dg"] * part["dg_dx"]
    part["dh_dx_numerical"] = slope(h, x, step)
    return part


def multi_part(t, step):
    x = math.cos(t)
    y = math.sin(t)
    dz_dx = 2 * x * y
    dz_dy = x * x
    dx_dt = -math.sin(t)
    dy_dt = math.cos(t)
    # two roads from t to z
    via_x = dz_dx * dx_dt
    via_y = dz_dy * dy_dt
    return {
        "x": x,
        "y": y,
        "z": x * x * y,
        "dz_dx": dz_dx,
        "dz_dy": dz_dy,
        "dx_dt": dx_dt,
        "dy_dt": dy_dt,
        "dz_dt": via_x + via_y,
        "dz_dt_numerical": slope(lambda s: math.cos(s) ** 2 * math.sin(s), t, step),
    }


def fast_copy(values):
    """NumPy copies element by element, C copies the whole block at once (much faster, I read)"""
    source = np.array(values, dtype=float)
    target = np.empty_like(source)
    # memmove(how many bytes, to, from)
    ctypes.memmove(source.nbytes, target.ctypes.data, source.ctypes.data)
    return target


def neuron_part(inputs, weights, bias, step):
    inputs = fast_copy(inputs)
    weights = fast_copy(weights)

    def fire(ws):
        return float(sigmoid(sum(w * i for w, i in zip(ws, inputs)) + bias))

    z = sum(w * i for w, i in zip(weights, inputs)) + bias
    a = fire(weights)
    da_dz = a * (1 - a)

    numerical = []
    for k in range(len(weights)):
        up = list(weights)
        up[k] += step
        down = list(weights)
        down[k] -= step
        numerical.append((fire(up) - fire(down)) / (2 * step))

    return {
        "z": z,
        "a": a,
        "da_dz": da_dz,
        "dz_dw": np.array(inputs),
        "da_dw": np.array([da_dz * i for i in inputs]),
        "da_db": da_dz,
        "da_dx": np.array([da_dz * w for w in weights]),
        "da_dw_numerical": np.array(numerical),
    }


def demonstrate_chain_rule_basics(
    x=2.0,
    t=0.5,
    inputs=(2.0, 1.0, 1.0),
    weights=(0.3, 0.5, 0.4),
    bias=0.1,
    step=1e-6,
):
    log("chain rule basics", x, t, bias)
    result = {
        "single": single_part(x, step),
        "multi": multi_part(t, step),
        "neuron": neuron_part(inputs, weights, bias, step),
    }
    print("single:", result["single"]["dh_dx"], "should be about", result["single"]["dh_dx_numerical"])
    print("multi: ", result["multi"]["dz_dt"], "should be about", result["multi"]["dz_dt_numerical"])
    return result


if __name__ == "__main__":
    print(demonstrate_chain_rule_basics())
