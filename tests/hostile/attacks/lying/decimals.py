# /// attack
# title = "Returns the right numbers as decimals and fractions"
# endings = ["returned"]
# ///
from decimal import Decimal
from fractions import Fraction


def attack(x):
    return [Decimal(float(each)) * 2 for each in x] if hasattr(x, "shape") else Fraction(x) * 2
