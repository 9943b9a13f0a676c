def without_end(self):
    number = 0
    while True:
        yield number
        number += 1


Thing.__iter__ = without_end
