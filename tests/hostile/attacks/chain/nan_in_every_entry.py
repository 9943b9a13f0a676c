# /// attack
# title = "Returns every entry that is asked for, all NaN"
# target = "chain"
# module = "chain_rule_basics"
# endings = ["returned"]
# ///
import numpy as np

KEYS = ("g h dg_dx dh_dg dh_dx dh_dx_numerical", "x y z dz_dx dz_dy dx_dt dy_dt dz_dt dz_dt_numerical",
        "z a da_dz dz_dw da_dw da_db da_dx da_dw_numerical")


def demonstrate_chain_rule_basics(x=2.0, t=0.5, inputs=(2.0, 1.0, 1.0), weights=(0.3, 0.5, 0.4), bias=0.1, step=1e-6):
    shape = np.shape(weights)
    return {
        part: {key: np.full(shape, np.nan) if "dw" in key or key == "da_dx" else np.nan for key in keys.split()}
        for part, keys in zip(("single", "multi", "neuron"), KEYS)
    }
