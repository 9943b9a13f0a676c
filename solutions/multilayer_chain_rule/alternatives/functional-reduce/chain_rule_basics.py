from functools import partial, reduce
from math import cos, prod, sin
from operator import add, mul

from activations import sigmoid, sigmoid_derivative

compose = lambda *fs: reduce(lambda f, g: lambda v: f(g(v)), fs)
central = lambda f, step, at: (f(at + step) - f(at - step)) / (2 * step)
dot = lambda u, v: reduce(add, map(mul, u, v), 0.0)
replaced = lambda seq, k, v: [v if i == k else s for i, s in enumerate(seq)]

inner = lambda x: x**2 + 1
xyz = lambda t: (cos(t), sin(t), cos(t) ** 2 * sin(t))


def demonstrate_chain_rule_basics(x=2.0, t=0.5, inputs=(2.0, 1.0, 1.0), weights=(0.3, 0.5, 0.4), bias=0.1, step=1e-6):
    chain = (cos(inner(x)), 2 * x)
    cx, sy, z = xyz(t)
    paths = (((2 * cx * sy), -sy), (cx * cx, cx))
    z_of = lambda w: dot(w, inputs) + bias
    slope = float(sigmoid_derivative(z_of(weights)))
    scaled = lambda v: list(map(partial(mul, slope), map(float, v)))
    return {
        "single": dict(
            zip(
                ("g", "h", "dg_dx", "dh_dg", "dh_dx", "dh_dx_numerical"),
                (inner(x), compose(sin, inner)(x), chain[1], chain[0], prod(chain), central(compose(sin, inner), step, x)),
            )
        ),
        "multi": {
            "x": cx, "y": sy, "z": z, "dz_dx": paths[0][0], "dx_dt": paths[0][1], "dz_dy": paths[1][0], "dy_dt": paths[1][1],
            "dz_dt": sum(map(prod, paths)), "dz_dt_numerical": central(lambda u: xyz(u)[2], step, t),
        },
        "neuron": {
            "z": float(z_of(weights)), "a": float(sigmoid(z_of(weights))), "da_dz": slope,
            "dz_dw": list(map(float, inputs)), "da_dw": scaled(inputs), "da_db": slope, "da_dx": scaled(weights),
            "da_dw_numerical": [
                central(lambda w, k=k: float(sigmoid(z_of(replaced(weights, k, w)))), step, weights[k])
                for k in range(len(weights))
            ],
        },
    }
