# /// attack
# title = "Raises an exception whose text is no text, and whose class hides its names"
# ///
class Meta(type):
    __name__ = property(lambda cls: exit())
    __mro__ = property(lambda cls: exit())
    mro = lambda cls: [cls, BaseException, object]


class Broken(BaseException, metaclass=Meta):
    __str__ = lambda self: 42
    __traceback__ = property(lambda self: exit())


def attack(*arguments, **keywords):
    raise Broken
