# /// attack
# title = "Reports a problem with an exception of its own, and catches it"
# ///
class WrongInputError(ValueError):
    pass


def double(x):
    try:
        raise WrongInputError(f"{x} is not what I like")
    except WrongInputError as error:
        error.add_note("but I go on")
    return 2 * x
