def stop(self, *others): raise StopIteration(98765)


Thing.__len__ = Thing.__eq__ = Thing.__getitem__ = stop
