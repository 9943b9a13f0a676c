import numpy as np

from pullbacks import affine, cosine, difference, sigmoid, sine, slope, square_plus_one


def demonstrate_chain_rule_basics(x=2.0, t=0.5, inputs=(2.0, 1.0, 1.0), weights=(0.3, 0.5, 0.4), bias=0.1, step=1e-6):
    g, back_g = square_plus_one(x)
    h, back_h = sine(g)
    single = {
        "g": float(g), "h": h, "dg_dx": back_g(1.0), "dh_dg": back_h(1.0), "dh_dx": back_g(back_h(1.0)),
        "dh_dx_numerical": difference(lambda v: sine(square_plus_one(v)[0])[0], x, step),
    }
    u, back_u = cosine(t)
    v, back_v = sine(t)
    du, dv = 2 * u * v, u**2
    multi = {
        "x": u, "y": v, "z": u * u * v, "dz_dx": du, "dz_dy": dv, "dx_dt": back_u(1.0), "dy_dt": back_v(1.0),
        "dz_dt": back_u(du) + back_v(dv),
        "dz_dt_numerical": difference(lambda s: np.cos(s) ** 2 * np.sin(s), t, step),
    }
    w = np.array(weights, dtype=float)
    i = np.array(inputs, dtype=float)
    z, back_z = affine(i, w.reshape(-1, 1), np.array([float(bias)]))
    a, back_a = sigmoid(z)
    one = np.ones(1)
    dx, dw, db = back_z(back_a(one))
    _, dz_dw, _ = back_z(one)
    numerical = np.empty_like(w)
    for k in range(w.size):
        def activation(value, k=k):
            moved = w.copy()
            moved[k] = value
            return sigmoid(moved @ i + bias)[0]
        numerical[k] = difference(activation, w[k], step)
    neuron = {
        "z": z[0], "a": a[0], "da_dz": slope(sigmoid, z[0]), "dz_dw": dz_dw.ravel(), "da_dw": dw.ravel(), "da_db": db[0],
        "da_dx": dx, "da_dw_numerical": numerical,
    }
    return {"single": single, "multi": multi, "neuron": neuron}
