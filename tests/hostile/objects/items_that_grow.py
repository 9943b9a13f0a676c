def growing(self):
    text = "x"
    while True:
        yield text
        text += text


Thing.__iter__ = growing
