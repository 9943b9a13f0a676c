Thing.__repr__ = lambda self: "98765" * 10_000_000
