import matplotlib.pyplot as plt
import numpy as np
import activations


class Activation:
    registry = {}

    def __init_subclass__(cls):
        Activation.registry[cls.__name__.lower()] = cls

    @classmethod
    def value(cls, z):
        return getattr(activations, cls.__name__.lower())(z)

    @classmethod
    def slope(cls, z):
        return getattr(activations, cls.__name__.lower() + "_derivative")(z)


class Sigmoid(Activation):
    pass


class Tanh(Activation):
    pass


class Relu(Activation):
    pass


def analyze_gradient_magnitudes(layer_inputs=(-2.0, -1.0, 0.0), initial_gradient=1.0, x_values=None):
    x = np.linspace(-3, 3, 101) if x_values is None else np.asarray(x_values, float)
    fig = plt.figure()
    out = {}
    for k, (name, act) in enumerate(Activation.registry.items()):
        ax = fig.add_subplot(231 + k)
        ax.plot(x, act.value(x), "k-", x, 0 * x, "k:")
        ax.set_title(name)
        ax = fig.add_subplot(234 + k)
        ax.plot(x, act.slope(x), "k-")
        ax.set_title(name + " (slope)")
        slopes = act.slope(np.asarray(layer_inputs, float))
        gradients = initial_gradient * np.array([np.prod(slopes[: n + 1]) for n in range(len(slopes))])
        size = abs(gradients[-1])
        out[name] = {
            "max_derivative": act.slope(x).max(), "min_derivative": act.slope(x).min(), "layer_derivatives": slopes,
            "cumulative_gradients": gradients, "final_gradient": gradients[-1],
            "diagnosis": "healthy" if 0.1 <= size <= 10 else "vanishing" if size < 0.1 else "exploding",
        }
    return out
