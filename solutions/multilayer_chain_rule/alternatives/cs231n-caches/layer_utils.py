"""Layers as pairs of functions that hand a cache from forward to backward, as many courses teach them."""
import numpy as np


def affine_forward(x, w, b):
    out = x.dot(w) + b
    return out, (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    dx = dout.dot(w.T)
    dw = x.T.dot(dout)
    db = np.sum(dout, axis=0)
    return dx, dw, db


def sigmoid_forward(z):
    out = np.exp(-np.logaddexp(0, -z))
    return out, (z, out)


def sigmoid_backward(dout, cache):
    _, s = cache
    return dout * s * (1.0 - s)


def tanh_forward(z):
    return np.tanh(z), (z, np.tanh(z))


def tanh_backward(dout, cache):
    return dout * (1.0 - cache[1] ** 2)


def relu_forward(z):
    return np.maximum(0, z), (z, None)


def relu_backward(dout, cache):
    dx = np.array(dout, copy=True)
    dx[cache[0] <= 0] = 0
    return dx


NONLINEARITIES = {
    "sigmoid": (sigmoid_forward, sigmoid_backward),
    "tanh": (tanh_forward, tanh_backward),
    "relu": (relu_forward, relu_backward),
}


def logistic_loss(scores, y):
    """Loss and gradient from the raw scores of shape (N, C)."""
    N = scores.shape[0] * scores.shape[1]
    loss = np.sum(np.logaddexp(0, scores) - y * scores) / N
    dscores = (np.exp(-np.logaddexp(0, -scores)) - y) / N
    return loss, dscores


def eval_numerical_gradient_array(f, x, h):
    grad = np.zeros_like(x)
    it = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        ix = it.multi_index
        oldval = x[ix]
        x[ix] = oldval + h
        pos = f()
        x[ix] = oldval - h
        neg = f()
        x[ix] = oldval
        grad[ix] = (pos - neg) / (2 * h)
        it.iternext()
    return grad
