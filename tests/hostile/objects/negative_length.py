Thing.__len__ = lambda self: -5
