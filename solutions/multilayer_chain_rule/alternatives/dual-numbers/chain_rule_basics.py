import numpy as np

from dual import Dual, cos, derivative, sigmoid, sin


def demonstrate_chain_rule_basics(x=2.0, t=0.5, inputs=(2.0, 1.0, 1.0), weights=(0.3, 0.5, 0.4), bias=0.1, step=1e-6):
    g = lambda u: u * u + 1
    h = lambda u: sin(g(u))
    at = Dual(x, 1.0)
    central = lambda f, p: (f(Dual(p + step)).v - f(Dual(p - step)).v) / (2 * step)
    single = {
        "g": g(at).v, "h": h(at).v, "dg_dx": g(at).d, "dh_dg": derivative(sin, g(at).v), "dh_dx": h(at).d,
        "dh_dx_numerical": central(h, x),
    }
    z_xy = lambda u, v: u * u * v
    z_t = lambda u: z_xy(cos(u), sin(u))
    X, Y = cos(Dual(t)).v, sin(Dual(t)).v
    multi = {
        "x": X, "y": Y, "z": z_t(Dual(t)).v, "dz_dx": z_xy(Dual(X, 1), Dual(Y)).d, "dz_dy": z_xy(Dual(X), Dual(Y, 1)).d,
        "dx_dt": derivative(cos, t), "dy_dt": derivative(sin, t), "dz_dt": derivative(z_t, t), "dz_dt_numerical": central(z_t, t),
    }
    n = len(weights)

    def z(w_seed=None, x_seed=None, b_seed=0.0, w_shift=None):
        total = Dual(bias, b_seed)
        for i in range(n):
            shift = w_shift[1] if w_shift and w_shift[0] == i else 0.0
            total = total + Dual(weights[i] + shift, i == w_seed) * Dual(inputs[i], i == x_seed)
        return total

    neuron = {
        "z": z().v, "a": sigmoid(z()).v, "da_dz": derivative(sigmoid, z().v),
        "dz_dw": np.array([z(w_seed=i).d for i in range(n)]),
        "da_dw": np.array([sigmoid(z(w_seed=i)).d for i in range(n)]),
        "da_db": sigmoid(z(b_seed=1.0)).d,
        "da_dx": np.array([sigmoid(z(x_seed=i)).d for i in range(n)]),
        "da_dw_numerical": np.array([
            (sigmoid(z(w_shift=(i, step))).v - sigmoid(z(w_shift=(i, -step))).v) / (2 * step) for i in range(n)
        ]),
    }
    return {"single": single, "multi": multi, "neuron": neuron}
