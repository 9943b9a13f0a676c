"""One entry at a time: follow the change of one input through all layers."""
from small_network import activation_derivative, forward


def compute_input_jacobian(weights, biases, x, activation="tanh"):
    _, zs = forward(weights, biases, x, activation)
    columns = []
    for j in range(len(x)):
        change = [1.0 if i == j else 0.0 for i in range(len(x))]
        for layer in range(len(weights)):
            matrix = weights[layer]
            after = []
            for unit in range(len(biases[layer])):
                total = 0.0
                for i in range(len(change)):
                    total += float(matrix[i][unit]) * change[i]
                if layer < len(weights) - 1:
                    total *= float(activation_derivative(activation, zs[layer][unit]))
                after.append(total)
            change = after
        columns.append(change)
    return [[column[i] for column in columns] for i in range(len(columns[0]))]
