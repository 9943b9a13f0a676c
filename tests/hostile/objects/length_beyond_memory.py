Thing.__len__ = lambda self: 1 << 60
