from small_network import activation_derivative, forward


def compute_hidden_jacobians(weights, biases, x, activation="tanh"):
    zs = forward(weights, biases, x, activation)[1]
    result = []
    for hidden in range(1, len(weights)):
        rows = [[0.0] * len(biases[hidden - 1]) for _ in biases[-1]]
        for j in range(len(biases[hidden - 1])):
            change = [1.0 if i == j else 0.0 for i in range(len(biases[hidden - 1]))]
            for layer in range(hidden, len(weights)):
                change = [
                    sum(float(weights[layer][i, unit]) * change[i] for i in range(len(change)))
                    for unit in range(len(biases[layer]))
                ]
                if layer != len(weights) - 1:
                    slopes = activation_derivative(activation, zs[layer])
                    change = [float(slope) * value for slope, value in zip(slopes, change)]
            for i, value in enumerate(change):
                rows[i][j] = value
        result.append(rows)
    return result
