import matplotlib.pyplot as plt
import numpy as np
import activations

TRIO = ["sigmoid", "tanh", "relu"]


def analyze_gradient_magnitudes(layer_inputs=(-2.0, -1.0, 0.0), initial_gradient=1.0, x_values=None):
    if x_values is None:
        x_values = np.linspace(start=-3, stop=3, num=101)
    x = np.array(x_values, dtype=np.float64)
    depth = len(layer_inputs)
    report = {}
    plt.figure(figsize=(12, 7))
    for k, name in enumerate(TRIO):
        df = getattr(activations, f"{name}_derivative")
        plt.subplot(2, 3, k + 1, title=name, xlabel="z").fill_between(x, getattr(activations, name)(x), alpha=0.2)
        plt.plot(x, getattr(activations, name)(x), color=f"C{k}")
        plt.subplot(2, 3, k + 4, title=f"{name} derivative", xlabel="z").fill_between(x, df(x), alpha=0.2)
        plt.plot(x, df(x), color=f"C{k}")
        # row vector times one diagonal matrix per layer; all three activations are 1x1 here
        row = np.array([[float(initial_gradient)]])
        J = [np.diag(np.atleast_1d(df(z))) for z in layer_inputs]
        partial = [row]
        for layer in J:
            partial.append(partial[-1] @ layer)
        final = partial[-1].item()
        report[name] = {
            "max_derivative": df(x).max(), "min_derivative": df(x).min(), "layer_derivatives": np.array([m.item() for m in J]),
            "cumulative_gradients": np.concatenate(partial[1:]).reshape(depth), "final_gradient": final,
        }
        report[name]["diagnosis"] = "exploding" if abs(final) > 10 else "healthy" if abs(final) >= 0.1 else "vanishing"
    return report
