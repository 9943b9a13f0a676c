# Task 1.2 - Fay
import matplotlib.pyplot as plt
import numpy as np

from my_helpers import FUNCTIONS, word_for


def analyze_gradient_magnitudes(layer_inputs=(-2.0, -1.0, 0.0), initial_gradient=1.0, x_values=None):
    if x_values is None:
        x_values = np.linspace(-3, 3, 101)
    x_values = np.array(x_values, dtype=float)

    fig = plt.figure(figsize=(14, 7))
    answer = {}
    for position, name in enumerate(FUNCTIONS):
        f, df = FUNCTIONS[name]
        slopes = df(x_values)

        # walk back through the layers
        derivatives = []
        after_layer = []
        gradient = float(initial_gradient)
        for z in layer_inputs:
            derivatives.append(float(df(z)))
            gradient = gradient * derivatives[-1]
            after_layer.append(gradient)
        print(name, "gradient on its way back:", after_layer)

        answer[name] = {
            "max_derivative": slopes.max(),
            "min_derivative": slopes.min(),
            "layer_derivatives": np.array(derivatives,
            "cumulative_gradients": np.array(after_layer),
            "final_gradient": gradient,
            "diagnosis": word_for(
                abs(gradient),
                [(lambda s: s < 0.1, "vanishing"), (lambda s: s > 10, "exploding")],
                "healthy",
            ),
        }

        top = fig.add_subplot(2, 3, 1 + position)
        top.plot(x_values, f(x_values), "k")
        top.set_title(name)
        top.set_xlabel("z")
        top.set_ylabel("a")
        top.grid(True)
        bottom = fig.add_subplot(2, 3, 4 + position)
        bottom.plot(x_values, slopes, "m")
        bottom.set_title(name + "'")
        bottom.set_xlabel("z")
        bottom.set_ylabel("da/dz")
        bottom.grid(True)
    return answer
