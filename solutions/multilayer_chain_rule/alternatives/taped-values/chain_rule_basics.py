import numpy as np

from tape import Value


def _h(x):
    g = x * x + 1
    return g, g.sin()


def _z(t):
    x, y = t.cos(), t.sin()
    return x, y, x * x * y


def _neuron(w, x, b):
    z = Value.wrap(b)
    for wi, xi in zip(w, x):
        z = z + wi * xi
    return z, z.sigmoid()


def single_variable(x, step):
    xv = Value(x)
    g, h = _h(xv)
    h.backward()
    dh_dg = g.grad
    num = (_h(Value(x + step))[1].data - _h(Value(x - step))[1].data) / (2 * step)
    fresh = Value(x)
    inner = fresh * fresh + 1
    inner.backward()
    return dict(g=g.data, h=h.data, dg_dx=fresh.grad, dh_dg=dh_dg, dh_dx=xv.grad, dh_dx_numerical=num)


def several_variables(t, step):
    tv = Value(t)
    X, Y, Z = _z(tv)
    Z.backward()
    t1, t2 = Value(t), Value(t)
    t1.cos().backward()
    # a node made inside an expression needs its own root
    s2 = t2.sin()
    s2.backward()
    return dict(
        x=X.data,
        y=Y.data,
        z=Z.data,
        dz_dx=X.grad,
        dz_dy=Y.grad,
        dx_dt=t1.grad,
        dy_dt=t2.grad,
        dz_dt=tv.grad,
        dz_dt_numerical=(_z(Value(t + step))[2].data - _z(Value(t - step))[2].data) / (2 * step),
    )


def one_neuron(inputs, weights, bias, step):
    w = [Value(v) for v in weights]
    xi = [Value(v) for v in inputs]
    b = Value(bias)
    z, a = _neuron(w, xi, b)
    a.backward()
    numerical = []
    for k in range(len(w)):
        def at(shift):
            moved = [float(v) + (shift if i == k else 0.0) for i, v in enumerate(weights)]
            return _neuron(moved, [Value(v) for v in inputs], bias)[1].data
        numerical.append((at(step) - at(-step)) / (2 * step))
    return dict(
        z=z.data,
        a=a.data,
        da_dz=z.grad,
        dz_dw=np.array([v.data for v in xi]),
        da_dw=np.array([v.grad for v in w]),
        da_db=b.grad,
        da_dx=np.array([v.grad for v in xi]),
        da_dw_numerical=np.array(numerical),
    )


def demonstrate_chain_rule_basics(x=2.0, t=0.5, inputs=(2.0, 1.0, 1.0), weights=(0.3, 0.5, 0.4), bias=0.1, step=1e-6):
    return dict(
        single=single_variable(x, step),
        multi=several_variables(t, step),
        neuron=one_neuron(inputs, weights, bias, step),
    )
