def classify_inputs(jacobian, names, low=0.1, high=1.0):
    return {
        "sensitivities": dict.fromkeys(names, 0.0), "classes": dict.fromkeys(names, "moderate"), "ranking": list(names)
    }
