import matplotlib.pyplot as plt
import numpy as np

from chain_rule_basics import log_sigmoid, sigmoid, signed_log

LOG_SLOPES = {
    "sigmoid": lambda z: log_sigmoid(z) + log_sigmoid(-z),
    "tanh": lambda z: -2 * (np.logaddexp(z, -z) - np.log(2)),  # 1 / cosh^2
    "relu": lambda z: np.where(z > 0, 0.0, -np.inf),
}
VALUES = {"sigmoid": sigmoid, "tanh": lambda z: 2 * sigmoid(2 * z) - 1, "relu": lambda z: np.clip(z, 0, None)}


def analyze_gradient_magnitudes(layer_inputs=(-2.0, -1.0, 0.0), initial_gradient=1.0, x_values=None):
    x = np.linspace(-3, 3, 101) if x_values is None else np.asarray(x_values, dtype=float)
    z = np.asarray(layer_inputs, dtype=float)
    sign, start = signed_log(initial_gradient)
    fig, axes = plt.subplots(2, 3)
    answer = {}
    for k, name in enumerate(VALUES):
        axes[0][k].plot(x, VALUES[name](x), ".-")
        axes[1][k].plot(x, np.exp(LOG_SLOPES[name](x)), ".-")
        logs = start + np.cumsum(LOG_SLOPES[name](z))
        final = sign * np.exp(logs[-1])
        answer[name] = {
            "max_derivative": np.exp(LOG_SLOPES[name](x).max()), "min_derivative": np.exp(LOG_SLOPES[name](x).min()),
            "layer_derivatives": np.exp(LOG_SLOPES[name](z)), "cumulative_gradients": sign * np.exp(logs), "final_gradient": final,
            "diagnosis": "vanishing" if size_below(final, 0.1) else "exploding" if abs(final) > 10 * (1 + 1e-12) else "healthy",
        }
    return answer


def size_below(value, limit):
    # exp(log(0.1)) need not be 0.1 to the last digit
    return abs(value) < limit * (1 - 1e-12)
