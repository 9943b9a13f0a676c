"""Forward-mode differentiation: a number carries its value and its slope. One pass per parameter: slow, but no
backward formulas to get wrong."""
import math


class Dual:
    __slots__ = ("v", "d")

    def __init__(self, v, d=0.0):
        self.v, self.d = float(v), float(d)

    @classmethod
    def of(cls, o):
        return o if isinstance(o, cls) else cls(o)

    def __add__(self, o):
        o = Dual.of(o)
        return Dual(self.v + o.v, self.d + o.d)

    __radd__ = __add__

    def __sub__(self, o):
        o = Dual.of(o)
        return Dual(self.v - o.v, self.d - o.d)

    def __mul__(self, o):
        o = Dual.of(o)
        return Dual(self.v * o.v, self.v * o.d + self.d * o.v)

    __rmul__ = __mul__


def sin(u):
    return Dual(math.sin(u.v), math.cos(u.v) * u.d)


def cos(u):
    return Dual(math.cos(u.v), -math.sin(u.v) * u.d)


def tanh(u):
    return Dual(math.tanh(u.v), (1 - math.tanh(u.v) ** 2) * u.d)


def relu(u):
    return Dual(u.v, u.d) if u.v > 0 else Dual(0.0)


def logistic(v):
    return 1 / (1 + math.exp(-v)) if v >= 0 else math.exp(v) / (1 + math.exp(v))


def sigmoid(u):
    s = logistic(u.v)
    return Dual(s, s * (1 - s) * u.d)


def softplus(u):
    return Dual(max(u.v, 0.0) + math.log1p(math.exp(-abs(u.v))), logistic(u.v) * u.d)


FUNCTIONS = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu}


def derivative(f, at):
    return f(Dual(at, 1.0)).d


def chain(x, weights, biases, functions):
    """Lists of Duals; returns all activations and all z."""
    a, activations, zs = x, [x], []
    for w, b, f in zip(weights, biases, functions):
        z = [sum((a[i] * w[i][j] for i in range(len(a))), start=b[j] + 0.0) for j in range(len(b))]
        a = [f(u) for u in z]
        zs.append(z)
        activations.append(a)
    return activations, zs


def lift(parameters):
    """Nested numbers -> nested Duals."""
    if hasattr(parameters, "__len__"):
        return [lift(p) for p in parameters]
    return Dual(parameters)
