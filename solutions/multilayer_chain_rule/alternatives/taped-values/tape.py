"""A number that remembers where it came from (in the style of the well-known teaching engines)."""
import math


class Value:
    def __init__(self, data, parents=(), push=None):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.push = push or (lambda: None)

    @staticmethod
    def wrap(v):
        return v if isinstance(v, Value) else Value(v)

    def __add__(self, other):
        other = Value.wrap(other)
        out = Value(self.data + other.data, (self, other))

        def push():
            self.grad += out.grad
            other.grad += out.grad

        out.push = push
        return out

    def __mul__(self, other):
        other = Value.wrap(other)
        out = Value(self.data * other.data, (self, other))

        def push():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out.push = push
        return out

    __radd__ = __add__
    __rmul__ = __mul__

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + (-Value.wrap(other))

    def __rsub__(self, other):
        return Value.wrap(other) + (-self)

    def apply(self, value, slope):
        out = Value(value, (self,))

        def push():
            self.grad += slope * out.grad

        out.push = push
        return out

    def sin(self):
        return self.apply(math.sin(self.data), math.cos(self.data))

    def cos(self):
        return self.apply(math.cos(self.data), -math.sin(self.data))

    def tanh(self):
        t = math.tanh(self.data)
        return self.apply(t, 1 - t * t)

    def relu(self):
        return self.apply(max(self.data, 0.0), 1.0 if self.data > 0 else 0.0)

    def sigmoid(self):
        s = 1 / (1 + math.exp(-self.data)) if self.data > -700 else 0.0
        return self.apply(s, s * (1 - s))

    def softplus(self):
        z = self.data
        s = 1 / (1 + math.exp(-z)) if z > -700 else 0.0
        return self.apply(max(z, 0.0) + math.log1p(math.exp(-abs(z))), s)

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if id(node) in seen:
                return
            seen.add(id(node))
            for p in node.parents:
                visit(p)
            order.append(node)

        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            node.push()


ACTS = {"sigmoid": Value.sigmoid, "tanh": Value.tanh, "relu": Value.relu}


def run(x, weights, biases, acts):
    """All layers as Values; returns the parameters and what every layer gave."""
    W = [[[Value(v) for v in row] for row in w] for w in weights]
    B = [[Value(v) for v in b] for b in biases]
    a = [Value(v) for v in x]
    zs, outs = [], [a]
    for w, b, act in zip(W, B, acts):
        z = []
        for j in range(len(b)):
            s = b[j]
            for i in range(len(a)):
                s = s + a[i] * w[i][j]
            z.append(s)
        a = [act(v) for v in z]
        zs.append(z)
        outs.append(a)
    return W, B, outs, zs


def bce_from_logits(z, y):
    """-(y log s(z) + (1-y) log(1-s(z))) = softplus(z) - y z"""
    total = Value(0.0)
    for v in z:
        total = total + (v.softplus() - v * y)
    return total * (1.0 / len(z))
