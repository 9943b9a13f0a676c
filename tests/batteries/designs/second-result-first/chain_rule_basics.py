import numpy as np
from activations import sigmoid, sigmoid_derivative


class Check:
    def __init__(self, delta):
        self.delta = delta

    def of(self, f, at):
        result1 = f(at + self.delta)
        result2 = f(at - self.delta)
        return (result2 - result1) / (2 * self.delta)


def demonstrate_chain_rule_basics(x=2.0, t=0.5, inputs=(2.0, 1.0, 1.0), weights=(0.3, 0.5, 0.4), bias=0.1, step=1e-6):
    check = Check(step)
    u = x * x + 1
    single = dict(g=u, h=np.sin(u), dg_dx=2.0 * x, dh_dg=np.cos(u), dh_dx=np.cos(u) * 2.0 * x,
                  dh_dx_numerical=check.of(lambda v: np.sin(v * v + 1), x))
    c, s = np.cos(t), np.sin(t)
    multi = dict(x=c, y=s, z=c * c * s, dz_dx=2 * c * s, dz_dy=c * c, dx_dt=-s, dy_dt=c,
                 dz_dt=2 * c * s * -s + c * c * c,
                 dz_dt_numerical=check.of(lambda v: np.cos(v) ** 2 * np.sin(v), t))
    p = np.array(inputs, dtype=float)
    w = np.array(weights, dtype=float)
    z = np.dot(p, w) + bias
    slope = sigmoid_derivative(z)
    numerical = np.zeros(len(w))
    for i in range(len(w)):
        def moved(v, i=i):
            changed = w.copy()
            changed[i] = v
            return sigmoid(np.dot(p, changed) + bias)
        numerical[i] = check.of(moved, w[i])
    neuron = dict(z=z, a=sigmoid(z), da_dz=slope, dz_dw=p, da_dw=slope * p, da_db=slope, da_dx=slope * w,
                  da_dw_numerical=numerical)
    return dict(single=single, multi=multi, neuron=neuron)
