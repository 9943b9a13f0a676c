def forever(self, *others):
    while True: pass


Thing.__eq__ = Thing.__contains__ = forever
