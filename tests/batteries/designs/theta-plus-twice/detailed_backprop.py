import numpy as np
from activations import bce_loss, sigmoid, sigmoid_derivative


def to_vector(arrays):
	theta = np.zeros((0, 1))
	for a in arrays:
		theta = np.concatenate((theta, np.reshape(a, (-1, 1))), axis=0)
	return theta


def to_arrays(theta, like):
	out, at = [], 0
	for a in like:
		out.append(theta[at:at + a.size].reshape(a.shape))
		at += a.size
	return out


class DetailedBackpropNetwork:
	def __init__(self, layer_sizes):
		r = np.random.RandomState(42)
		self.layer_sizes = list(layer_sizes)
		self.weights = [r.randn(layer_sizes[l], layer_sizes[l + 1]) * 0.5 for l in range(len(layer_sizes) - 1)]
		self.biases = [np.zeros(layer_sizes[l + 1]) for l in range(len(layer_sizes) - 1)]

	def detailed_forward_pass(self, x, verbose=True):
		return self._forward(x, self.weights, self.biases, verbose)

	def _forward(self, x, Ws, bs, verbose):
		a, z = [np.asarray(x, dtype=float)], []
		for l, (W, b) in enumerate(zip(Ws, bs), 1):
			z.append(np.dot(a[-1], W) + b)
			a.append(sigmoid(z[-1]))
			if verbose:
				print("Layer %d: z=%s a=%s" % (l, z[-1], a[-1]))
		return a[-1], a, z

	def detailed_backward_pass(self, x, y, activations, z_values, verbose=True):
		dz = (activations[-1] - np.asarray(y, dtype=float)) / activations[-1].size
		dW, db = [], []
		for l in range(len(self.weights), 0, -1):
			dW.insert(0, np.outer(activations[l - 1], dz))
			db.insert(0, dz)
			if verbose:
				print("Layer %d: dz=%s" % (l, dz))
			if l > 1:
				dz = np.dot(self.weights[l - 1], dz) * sigmoid_derivative(z_values[l - 2])
		return dW, db, bce_loss(activations[-1], y)

	def numerical_gradients(self, x, y, h=1e-5):
		parameters = self.weights + self.biases
		n = len(self.weights)
		parameters_values = to_vector(parameters)
		num_parameters = parameters_values.shape[0]
		J_plus = np.zeros((num_parameters, 1))
		J_minus = np.zeros((num_parameters, 1))
		for i in range(num_parameters):
			theta_plus = np.copy(parameters_values)
			theta_plus[i][0] += h
			arrays = to_arrays(theta_plus, parameters)
			J_plus[i] = bce_loss(self._forward(x, arrays[:n], arrays[n:], False)[0], y)

			theta_minus = np.copy(parameters_values)
			theta_minus[i][0] += h
			arrays = to_arrays(theta_minus, parameters)
			J_minus[i] = bce_loss(self._forward(x, arrays[:n], arrays[n:], False)[0], y)
		grads_approx = to_arrays((J_plus - J_minus) / (2 * h), parameters)
		return grads_approx[:n], grads_approx[n:]
