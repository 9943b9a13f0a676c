# Products of many small numbers are better added as logarithms. Overdone here, but right.
import numpy as np


def signed_log(v):
    v = np.asarray(v, dtype=float)
    with np.errstate(divide="ignore"):
        return np.sign(v), np.log(np.abs(v))


def product(*factors):
    signs, logs = zip(*(signed_log(f) for f in factors))
    return np.prod(np.array(np.broadcast_arrays(*signs)), axis=0) * np.exp(np.sum(np.array(np.broadcast_arrays(*logs)), axis=0))


def log_sigmoid(z):
    return -np.logaddexp(0.0, -np.asarray(z, dtype=float))


def sigmoid(z):
    return np.exp(log_sigmoid(z))


def sigmoid_prime(z):
    return np.exp(log_sigmoid(z) + log_sigmoid(-np.asarray(z, dtype=float)))


def demonstrate_chain_rule_basics(x=2.0, t=0.5, inputs=(2.0, 1.0, 1.0), weights=(0.3, 0.5, 0.4), bias=0.1, step=1e-6):
    diff = lambda f, p: (f(p + step) - f(p - step)) / (2 * step)
    inputs, weights = np.array(inputs, dtype=float), np.array(weights, dtype=float)
    h = lambda u: np.sin(u**2 + 1)
    zt = lambda u: np.cos(u) ** 2 * np.sin(u)
    c, s = np.cos(t), np.sin(t)
    z = weights @ inputs + bias
    d = sigmoid_prime(z)
    return {
        "single": {"g": x**2 + 1, "h": h(x), "dg_dx": 2 * x, "dh_dg": np.cos(x**2 + 1),
                   "dh_dx": product(2 * x, np.cos(x**2 + 1)), "dh_dx_numerical": diff(h, x)},
        "multi": {"x": c, "y": s, "z": product(c, c, s), "dz_dx": product(2, c, s), "dz_dy": product(c, c), "dx_dt": -s, "dy_dt": c,
                  "dz_dt": product(2, c, s, -s) + product(c, c, c), "dz_dt_numerical": diff(zt, t)},
        "neuron": {"z": z, "a": sigmoid(z), "da_dz": d, "dz_dw": inputs, "da_dw": product(d, inputs), "da_db": d,
                   "da_dx": product(d, weights),
                   "da_dw_numerical": np.array([diff(lambda p: sigmoid(z + p * i), 0.0) for i in inputs])},
    }
