import numpy as np

from layer_utils import affine_backward, affine_forward, eval_numerical_gradient_array, sigmoid_backward, sigmoid_forward


def numerically(f, at, step):
    p = np.array(float(at))
    return float(eval_numerical_gradient_array(lambda: f(p), p, step))


def demonstrate_chain_rule_basics(x=2.0, t=0.5, inputs=(2.0, 1.0, 1.0), weights=(0.3, 0.5, 0.4), bias=0.1, step=1e-6):
    # forward, with a cache
    g = x * x + 1
    h = np.sin(g)
    # backward
    dh = 1.0
    dg = dh * np.cos(g)
    dx = dg * 2 * x
    single = {"g": g, "h": h, "dg_dx": 2 * x, "dh_dg": dg, "dh_dx": dx,
              "dh_dx_numerical": numerically(lambda p: np.sin(p * p + 1), x, step)}

    c, s = np.cos(t), np.sin(t)
    z = c * c * s
    dz = 1.0
    dc = dz * 2 * c * s
    ds = dz * c * c
    dt = 0.0
    dt += dc * -s
    dt += ds * c
    multi = {"x": c, "y": s, "z": z, "dz_dx": dc, "dz_dy": ds, "dx_dt": -s, "dy_dt": c, "dz_dt": dt,
             "dz_dt_numerical": numerically(lambda p: np.cos(p) ** 2 * np.sin(p), t, step)}

    X = np.array([inputs], dtype=np.float64)
    W = np.array(weights, dtype=np.float64)[:, None]
    b = np.array([bias], dtype=np.float64)
    scores, affine_cache = affine_forward(X, W, b)
    a, cache = sigmoid_forward(scores)
    dscores = sigmoid_backward(np.ones_like(a), cache)
    dX, dW, db = affine_backward(dscores, affine_cache)
    f = lambda: sigmoid_forward(affine_forward(X, W, b)[0])[0].item()
    neuron = {"z": scores.item(), "a": a.item(), "da_dz": dscores.item(), "dz_dw": X[0].copy(), "da_dw": dW.ravel(),
              "da_db": db.item(), "da_dx": dX.ravel(), "da_dw_numerical": eval_numerical_gradient_array(f, W, step).ravel()}
    return {"single": single, "multi": multi, "neuron": neuron}
