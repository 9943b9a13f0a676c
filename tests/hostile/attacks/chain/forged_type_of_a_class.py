# /// attack
# title = "Makes networks whose attributes and methods claim to be right"
# target = "chain"
# module = "multi_layer_network"
# points = 2.5
# ///
class Everything:
    def __init__(self, *arguments, **keywords):
        pass

    def __getattr__(self, name):
        return self

    def __setattr__(self, name, value):
        pass

    def __call__(self, *arguments, **keywords):
        return self

    def __eq__(self, other):
        return True

    __hash__ = None
    __getitem__ = __call__
    __len__ = lambda self: 3


MultiLayerNetwork = Everything
