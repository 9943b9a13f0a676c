import matplotlib.pyplot as plt
import numpy as np

from layer_utils import NONLINEARITIES


def analyze_gradient_magnitudes(layer_inputs=(-2.0, -1.0, 0.0), initial_gradient=1.0, x_values=None):
    x = np.linspace(-3, 3, 101) if x_values is None else np.asarray(x_values, dtype=np.float64)
    plt.rcParams["figure.figsize"] = (10.0, 8.0)
    fig = plt.figure()
    results = {}
    for i, name in enumerate(NONLINEARITIES):
        forward, backward = NONLINEARITIES[name]
        out, cache = forward(x)
        slopes = backward(np.ones_like(x), cache)
        plt.subplot(2, 3, i + 1)
        plt.plot(x, out, "o", markersize=2, label=name)
        plt.legend()
        plt.subplot(2, 3, i + 4)
        plt.plot(x, slopes, "o", markersize=2, label="d" + name)
        plt.legend()

        dout = np.array([initial_gradient], dtype=np.float64)
        derivatives, history = [], []
        for z in layer_inputs:
            z = np.array([z], dtype=np.float64)
            _, cache = forward(z)
            derivatives.append(backward(np.ones(1), cache)[0])
            dout = backward(dout, cache)
            history.append(dout[0])
        size = np.linalg.norm(dout)
        results[name] = {
            "max_derivative": slopes.max(), "min_derivative": slopes.min(),
            "layer_derivatives": np.array(derivatives), "cumulative_gradients": np.array(history),
            "final_gradient": history[-1],
            "diagnosis": "vanishing" if size < 0.1 else "exploding" if size > 10 else "healthy",
        }
    plt.suptitle("nonlinearities")
    return results
