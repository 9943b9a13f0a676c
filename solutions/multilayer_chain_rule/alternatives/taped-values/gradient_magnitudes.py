import numpy as np
import matplotlib.pyplot as plt

from tape import ACTS, Value


def slope(act, at):
    v = Value(at)
    act(v).backward()
    return v.grad


def analyze_gradient_magnitudes(layer_inputs=(-2.0, -1.0, 0.0), initial_gradient=1.0, x_values=None):
    grid = np.linspace(-3, 3, 101) if x_values is None else np.asarray(x_values, float)
    fig, ax = plt.subplots(nrows=2, ncols=3, sharex=True)
    report = {}
    for i, (name, act) in enumerate(ACTS.items()):
        values = [act(Value(v)).data for v in grid]
        slopes = [slope(act, v) for v in grid]
        ax[0][i].step(grid, values, where="mid")
        ax[0][i].set(title=name)
        ax[1][i].scatter(grid, slopes, s=4)
        ax[1][i].set(title="d " + name)
        ds = np.array([slope(act, v) for v in layer_inputs])
        running = [initial_gradient]
        for d in ds:
            running.append(running[-1] * d)
        final = running[-1]
        report[name] = {
            "max_derivative": max(slopes),
            "min_derivative": min(slopes),
            "layer_derivatives": ds,
            "cumulative_gradients": np.array(running[1:]),
            "final_gradient": final,
            "diagnosis": "vanishing" if abs(final) < 0.1 else ("exploding" if abs(final) > 10 else "healthy"),
        }
    return report
