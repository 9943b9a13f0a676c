"""The chain rule as what it is: a product of Jacobian matrices."""
import numpy as np
from activations import sigmoid, sigmoid_derivative


def numerical_jacobian(f, p, step):
    p = np.asarray(p, dtype=float)
    columns = [(f(p + step * e) - f(p - step * e)) / (2 * step) for e in np.eye(p.size)]
    return np.column_stack(columns)


def demonstrate_chain_rule_basics(x=2.0, t=0.5, inputs=(2.0, 1.0, 1.0), weights=(0.3, 0.5, 0.4), bias=0.1, step=1e-6):
    J_g = np.array([[2.0 * x]])
    J_sin = np.array([[np.cos(x**2 + 1)]])
    J = J_sin @ J_g
    single = {
        "g": np.float64(x**2 + 1), "h": np.sin(x**2 + 1), "dg_dx": J_g[0, 0], "dh_dg": J_sin[0, 0], "dh_dx": J[0, 0],
        "dh_dx_numerical": numerical_jacobian(lambda p: np.sin(p**2 + 1), [x], step)[0, 0],
    }
    c, s = np.cos(t), np.sin(t)
    J_curve = np.array([[-s], [c]])
    J_z = np.array([[2 * c * s, c**2]])
    multi = {
        "x": c, "y": s, "z": c**2 * s, "dz_dx": J_z[0, 0], "dz_dy": J_z[0, 1], "dx_dt": J_curve[0, 0], "dy_dt": J_curve[1, 0],
        "dz_dt": (J_z @ J_curve)[0, 0],
        "dz_dt_numerical": numerical_jacobian(lambda p: np.cos(p) ** 2 * np.sin(p), [t], step)[0, 0],
    }
    i, w = np.array(inputs, float), np.array(weights, float)
    z = w @ i + bias
    J_a = np.atleast_2d(sigmoid_derivative(z))
    J_w, J_x, J_b = i[None, :], w[None, :], np.eye(1)
    neuron = {
        "z": z, "a": sigmoid(z), "da_dz": J_a[0, 0], "dz_dw": J_w[0], "da_dw": (J_a @ J_w)[0], "da_db": (J_a @ J_b)[0, 0],
        "da_dx": (J_a @ J_x)[0],
        "da_dw_numerical": numerical_jacobian(lambda p: np.atleast_1d(sigmoid(p @ i + bias)), w, step)[0],
    }
    return {"single": single, "multi": multi, "neuron": neuron}
