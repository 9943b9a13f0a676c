import numpy as np
from data_generators import load_sports_dataset
from detailed_backprop import DetailedBackpropNetwork


def rel_error(x, y):
    """ returns relative error, only to look at """
    return np.max(np.abs(x - y) / (np.maximum(1e-8, np.abs(x) + np.abs(y))))


def verify_backpropagation(network=None, x=None, y=None, h=1e-5):
    if network is None:
        network = DetailedBackpropNetwork([3, 2, 1])
    features, labels, _, _ = load_sports_dataset()
    if x is None:
        x = features[0]
    if y is None:
        y = labels[0]
    out, acts, zs = network.detailed_forward_pass(x, verbose=False)
    dW, db, loss = network.detailed_backward_pass(x, y, acts, zs, verbose=False)
    dW_num, db_num = network.numerical_gradients(x, y, h)
    report = []
    for i in range(len(dW)):
        w = np.max(np.abs(dW[i] - dW_num[i]))
        b = np.max(np.abs(db[i] - db_num[i]))
        with np.errstate(all="ignore"):
            print('W%d relative error: %e' % (i + 1, rel_error(dW[i], dW_num[i])))
        worst = np.max([w, b])
        verdict = 'mismatch'
        if worst < 1e-4:
            verdict = 'good'
        if worst < 1e-6:
            verdict = 'perfect'
        report.append({'layer': i + 1, 'max_weight_difference': w, 'max_bias_difference': b, 'verdict': verdict})
    return report
