import time


Thing.__hash__ = lambda self: time.sleep(60)
