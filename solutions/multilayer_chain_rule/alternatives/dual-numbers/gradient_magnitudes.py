import matplotlib.pyplot as plt
import numpy as np

from dual import FUNCTIONS, Dual, derivative


def analyze_gradient_magnitudes(layer_inputs=(-2.0, -1.0, 0.0), initial_gradient=1.0, x_values=None):
    x = np.linspace(-3, 3, 101) if x_values is None else np.array(x_values)
    fig = plt.figure(figsize=(8, 4))
    grid = fig.add_gridspec(4, 6, hspace=1.0, wspace=1.0)
    answer = {}
    for i, (name, f) in enumerate(FUNCTIONS.items()):
        slopes = [derivative(f, v) for v in x]
        top, bottom = fig.add_subplot(grid[0:2, 2 * i : 2 * i + 2]), fig.add_subplot(grid[2:4, 2 * i : 2 * i + 2])
        top.plot(x, [f(Dual(v)).v for v in x])
        bottom.plot(x, slopes)
        local = [derivative(f, float(z)) for z in layer_inputs]
        running, g = [], initial_gradient
        for d in local:
            g *= d
            running.append(g)
        answer[name] = {
            "max_derivative": max(slopes), "min_derivative": min(slopes), "layer_derivatives": np.array(local),
            "cumulative_gradients": np.array(running), "final_gradient": g,
            "diagnosis": {(True, False): "vanishing", (False, True): "exploding"}.get((abs(g) < 0.1, abs(g) > 10), "healthy"),
        }
    return answer
