import numpy as np

from layers import Dense, Sigmoid


class Function:
    """f together with its derivative."""

    def __init__(self, f, df):
        self.f, self.df = f, df

    def __call__(self, x):
        return self.f(x)

    def after(self, other):
        return Function(lambda x: self(other(x)), lambda x: self.df(other(x)) * other.df(x))

    def numerically(self, x, step):
        return (self(x + step) - self(x - step)) / (2 * step)


SQUARE_PLUS_ONE = Function(lambda x: x * x + 1.0, lambda x: 2.0 * x)
SINE = Function(np.sin, np.cos)
COSINE = Function(np.cos, lambda t: -np.sin(t))


def demonstrate_chain_rule_basics(x=2.0, t=0.5, inputs=(2.0, 1.0, 1.0), weights=(0.3, 0.5, 0.4), bias=0.1, step=1e-6):
    h = SINE.after(SQUARE_PLUS_ONE)
    g_at = SQUARE_PLUS_ONE(x)
    single = {
        "g": g_at,
        "h": h(x),
        "dg_dx": SQUARE_PLUS_ONE.df(x),
        "dh_dg": SINE.df(g_at),
        "dh_dx": h.df(x),
        "dh_dx_numerical": h.numerically(x, step),
    }
    cx, sy = COSINE(t), SINE(t)
    z = Function(lambda t: COSINE(t) ** 2 * SINE(t), None)
    multi = {
        "x": cx,
        "y": sy,
        "z": z(t),
        "dz_dx": 2 * cx * sy,
        "dz_dy": cx**2,
        "dx_dt": COSINE.df(t),
        "dy_dt": SINE.df(t),
        "dz_dt": sum((2 * cx * sy * COSINE.df(t), cx**2 * SINE.df(t))),
        "dz_dt_numerical": z.numerically(t, step),
    }
    w = np.array(weights, dtype=float).reshape(-1, 1)
    dense, act = Dense(w, np.array([bias], dtype=float)), Sigmoid()
    pre = dense.forward(inputs)
    a = act.forward(pre)
    dz = act.backward(np.ones(1))
    dx = dense.backward(dz)

    def with_weight(k, value):
        changed = w.copy()
        changed[k, 0] = value
        return Sigmoid().forward(Dense(changed, np.array([bias], dtype=float)).forward(inputs))[0]

    neuron = {
        "z": pre[0],
        "a": a[0],
        "da_dz": dz[0],
        "dz_dw": dense.x.copy(),
        "da_dw": dense.dweights[:, 0],
        "da_db": dense.dbias[0],
        "da_dx": dx,
        "da_dw_numerical": [
            (with_weight(k, w[k, 0] + step) - with_weight(k, w[k, 0] - step)) / (2 * step) for k in range(len(w))
        ],
    }
    return {"single": single, "multi": multi, "neuron": neuron}
