"""NumPy wherever a number could be: 0-d arrays, np.float64, tuples of arrays, Fortran order, negative strides."""
import numpy as np
from activations import sigmoid, sigmoid_derivative

scalar = lambda v: np.array(v, dtype=np.float64)


def demonstrate_chain_rule_basics(x=2.0, t=0.5, inputs=(2.0, 1.0, 1.0), weights=(0.3, 0.5, 0.4), bias=0.1, step=1e-6):
    x, t, step, bias = map(scalar, (x, t, step, bias))
    g = np.square(x) + 1
    single = dict(g=scalar(g), h=scalar(np.sin(g)), dg_dx=scalar(2 * x), dh_dg=scalar(np.cos(g)), dh_dx=scalar(2 * x * np.cos(g)))
    single["dh_dx_numerical"] = scalar((np.sin(np.square(x + step) + 1) - np.sin(np.square(x - step) + 1)) / (2 * step))
    p = np.array([np.cos(t), np.sin(t)])
    multi = dict(x=p[0], y=p[1], z=p[0] * p[0] * p[1], dz_dx=2 * p[0] * p[1], dz_dy=p[0] ** 2, dx_dt=-p[1], dy_dt=p[0])
    multi["dz_dt"] = np.vdot((multi["dz_dx"], multi["dz_dy"]), (multi["dx_dt"], multi["dy_dt"]))
    q = np.array([[t + step], [t - step]])
    multi["dz_dt_numerical"] = scalar(np.subtract(*(np.cos(q) ** 2 * np.sin(q)).ravel()) / (2 * step))
    i, w = np.array(inputs, dtype=np.float64, order="F"), np.array(weights, dtype=np.float64, order="F")
    z = np.tensordot(w, i, axes=1) + bias
    d = scalar(sigmoid_derivative(z))
    grid = w + step * np.stack([np.eye(w.size), -np.eye(w.size)])
    a = sigmoid(grid @ i + bias)
    neuron = dict(
        z=scalar(z), a=scalar(sigmoid(z)), da_dz=d, dz_dw=i[::-1].copy()[::-1], da_dw=tuple(d * i), da_db=d,
        da_dx=tuple((d * w).tolist()), da_dw_numerical=tuple((a[0] - a[1]) / (2 * step)),
    )
    return dict(single=single, multi=multi, neuron=neuron)
