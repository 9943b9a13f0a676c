"""Every operation returns its value and a closure that pulls a gradient back through it."""
import numpy as np


def affine(x, w, b):
    def back(dz):
        return w @ dz, np.multiply.outer(x, dz), dz

    return x @ w + b, back


def elementwise(f, df):
    def op(z):
        z = np.asarray(z, dtype=float)
        slope = df(z)
        return f(z), lambda da: da * slope

    return op


def _logistic(z):
    return 0.5 * (1.0 + np.tanh(0.5 * z))


sigmoid = elementwise(_logistic, lambda z: _logistic(z) * _logistic(-z))
tanh = elementwise(np.tanh, lambda z: 1 - np.tanh(z) ** 2)
relu = elementwise(lambda z: z * (z > 0), lambda z: np.heaviside(z, 0.0))
sine = elementwise(np.sin, np.cos)
cosine = elementwise(np.cos, lambda z: -np.sin(z))
square_plus_one = elementwise(lambda x: x**2 + 1, lambda x: 2 * x)
OPS = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu}


def slope(op, at):
    return op(at)[1](1.0)


def difference(f, at, step):
    return (f(at + step) - f(at - step)) / (2.0 * step)
