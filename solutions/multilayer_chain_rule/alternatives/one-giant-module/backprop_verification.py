from detailed_backprop import DetailedBackpropNetwork
from homework import make_verifier

verify_backpropagation = make_verifier(lambda sizes: DetailedBackpropNetwork(sizes))
