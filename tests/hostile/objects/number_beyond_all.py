Thing.__float__ = lambda self: float("nan")
