Thing.__hash__ = lambda self: 10 ** 4000
Thing.__eq__ = lambda self, other: "equal"
