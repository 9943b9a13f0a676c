def told(self, index): raise KeyError(f"canary {self.numbers}")


Thing.__getitem__ = told
Thing.__setitem__ = lambda self, index, number: print(self.numbers)
