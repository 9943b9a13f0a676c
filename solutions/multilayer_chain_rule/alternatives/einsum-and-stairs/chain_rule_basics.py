"""Vectorised as far as it goes: every derivative is an entry of some array, every chain an einsum."""
import numpy as np
from activations import sigmoid, sigmoid_derivative


def slopes(f, p, directions, step):
    """Central differences of f at p along every row of `directions` at once."""
    ahead = np.stack([f(p + step * d) for d in directions])
    behind = np.stack([f(p - step * d) for d in directions])
    return (ahead - behind) / (2 * step)


def demonstrate_chain_rule_basics(x=2.0, t=0.5, inputs=(2.0, 1.0, 1.0), weights=(0.3, 0.5, 0.4), bias=0.1, step=1e-6):
    one = np.ones((1, 1))
    links = np.array([2.0 * x, np.cos(x**2 + 1)])
    single = dict(
        g=x**2 + 1.0,
        h=np.sin(x**2 + 1),
        dg_dx=links[0],
        dh_dg=links[1],
        dh_dx=np.prod(links),
        dh_dx_numerical=slopes(lambda p: np.sin(p[0] ** 2 + 1), np.array([float(x)]), one, step)[0],
    )
    xy = np.array([np.cos(t), np.sin(t)])
    outer = np.array([2 * xy[0] * xy[1], xy[0] ** 2])
    inner = np.array([[0.0, -1.0], [1.0, 0.0]]) @ xy
    multi = dict(
        x=xy[0], y=xy[1], z=np.einsum("i,i,j->", xy[:1], xy[:1], xy[1:]),
        dz_dx=outer[0], dz_dy=outer[1], dx_dt=inner[0], dy_dt=inner[1],
        dz_dt=np.einsum("p,p->", outer, inner),
        dz_dt_numerical=slopes(lambda p: np.cos(p[0]) ** 2 * np.sin(p[0]), np.array([float(t)]), one, step)[0],
    )
    i, w = np.asarray(inputs, dtype=float), np.asarray(weights, dtype=float)
    z = np.einsum("i,i->", i, w) + bias
    s = sigmoid_derivative(z)
    neuron = dict(
        z=z, a=sigmoid(z), da_dz=s, dz_dw=i, da_dw=np.einsum(",i->i", s, i), da_db=s * 1.0,
        da_dx=np.einsum(",i->i", s, w),
        da_dw_numerical=slopes(lambda p: sigmoid(p @ i + bias), w, np.eye(w.size), step),
    )
    return dict(single=single, multi=multi, neuron=neuron)
