# Everything with the math module and plain lists. No NumPy in here.
import math


def my_sigmoid(z):
    if z >= 0:
        return 1.0 / (1.0 + math.exp(-z))
    e = math.exp(z)
    return e / (1.0 + e)


def central(f, p, step):
    return (f(p + step) - f(p - step)) / (2.0 * step)


def single_variable(x, step):
    g = x**2 + 1
    single = {}
    single["g"] = g
    single["h"] = math.sin(g)
    single["dg_dx"] = 2 * x
    single["dh_dg"] = math.cos(g)
    single["dh_dx"] = single["dh_dg"] * single["dg_dx"]
    single["dh_dx_numerical"] = central(lambda u: math.sin(u**2 + 1), x, step)
    return single


def several_variables(t, step):
    xx = math.cos(t)
    yy = math.sin(t)
    multi = {}
    multi["x"] = xx
    multi["y"] = yy
    multi["z"] = xx * xx * yy
    multi["dz_dx"] = 2 * xx * yy
    multi["dz_dy"] = xx * xx
    multi["dx_dt"] = -math.sin(t)
    multi["dy_dt"] = math.cos(t)
    total = 0.0
    for outer, inner in ((multi["dz_dx"], multi["dx_dt"]), (multi["dz_dy"], multi["dy_dt"])):
        total += outer * inner
    multi["dz_dt"] = total
    multi["dz_dt_numerical"] = central(lambda u: math.cos(u) * math.cos(u) * math.sin(u), t, step)
    return multi


def one_neuron(inputs, weights, bias, step):
    n = len(weights)
    z = bias
    for i in range(n):
        z = z + weights[i] * inputs[i]
    a = my_sigmoid(z)
    slope = a * (1 - a)
    dz_dw = []
    da_dw = []
    da_dx = []
    numerical = []
    for i in range(n):
        dz_dw.append(float(inputs[i]))
        da_dw.append(slope * inputs[i])
        da_dx.append(slope * weights[i])
        rest = z - weights[i] * inputs[i]
        numerical.append(central(lambda w: my_sigmoid(rest + w * inputs[i]), weights[i], step))
    return {
        "z": float(z),
        "a": a,
        "da_dz": slope,
        "dz_dw": dz_dw,
        "da_dw": da_dw,
        "da_db": slope,
        "da_dx": da_dx,
        "da_dw_numerical": numerical,
    }


def demonstrate_chain_rule_basics(x=2.0, t=0.5, inputs=(2.0, 1.0, 1.0), weights=(0.3, 0.5, 0.4), bias=0.1, step=1e-6):
    return {
        "single": single_variable(x, step),
        "multi": several_variables(t, step),
        "neuron": one_neuron(inputs, weights, bias, step),
    }
